import { answerKind } from "@flit/core/answer-field";
import type { RuleScope } from "./scope.ts";

/** Fields a rule can name, by group, with the one it names now. */
export function FieldOptions({ scope, value }: { readonly scope: RuleScope; readonly value: string }) {
  const groups = groupsOf(scope);
  const isKnown = groups.some(({ fields }) => fields.some(({ path }) => path === value));
  return (
    <>
      {!isKnown && <option value={value}>{value}</option>}
      {groups.map(({ title, fields }) => (
        <optgroup key={title} label={title}>
          {fields.map(({ path, label }) => (
            <option key={path} value={path}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}

function groupsOf({ parts, item }: RuleScope) {
  const items =
    item === null
      ? []
      : [
          {
            title: "The item",
            fields: [
              { path: ".", label: "The item itself" },
              ...(parts.groups.find(({ alias }) => alias === item)?.fields ?? [])
                .filter(({ path }) => answerKind(path) === null)
                .map(({ path, label }) => ({ path: `.${path}`, label })),
            ],
          },
        ];
  return [
    ...items,
    ...parts.groups.map(({ alias, isMany, title, fields }) => ({
      title,
      fields:
        alias === null
          ? fields
          : isMany
            ? [{ path: `@${alias}`, label: `${title.replace(/^Each of its/, "All its")}, as a list` }]
            : fields
                .filter(({ path }) => answerKind(path) === null)
                .map(({ path, label }) => ({ path: `@${alias}.${path}`, label })),
    })),
  ];
}
