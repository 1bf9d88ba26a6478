import { answerKind, fieldPath, fieldRule } from "@flit/core/answer-field";
import type { MapLine } from "@flit/core/map-line";
import type { Expression, ObjectMap } from "@flit/core/mapping";
import type { WordContext, WordField } from "@flit/core/plain-words";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import { sectionOf } from "./field-names.ts";

/** A field with its name among the audited ones: `patients.city`. */
type AuditedField = WordField & { readonly id: string };

/** What a person's words about a line can name: its own field, fields of the record and of those it belongs to. */
export function wordContext(
  line: MapLine,
  map: ObjectMap,
  knowledge: LoadedKnowledge,
): WordContext & { readonly fields: readonly AuditedField[] } {
  const { column: name, create, value } = line.value;
  const column = name === null ? undefined : knowledge.tablesOf([line])[map.target.table]?.columns[name];
  const options = (column?.options ?? []).map((one) => ({
    value: one,
    label: column?.optionLabels?.[String(one)] ?? String(one),
  }));
  return {
    subject: subjectOf(value),
    fields: fieldsOf(map, knowledge),
    column: column ? { type: column.type, options } : create && { type: create.type, options: create.options ?? [] },
    timeZone: knowledge.options.timeZone,
  };
}

function fieldsOf(map: ObjectMap, { curated, profiles }: LoadedKnowledge): readonly AuditedField[] {
  const of = (objects: readonly string[]) => profiles.filter(({ object }) => objects.includes(object));
  const own = of([map.source.object]).map(
    (profile): AuditedField => ({
      id: `${profile.object}.${profile.path}`,
      label: profile.label,
      where: sectionOf(profile, curated),
      type: profile.type,
      rule: fieldRule(profile.path),
    }),
  );
  const joined = map.source.joins.flatMap((join) =>
    join.kind === "many"
      ? []
      : of(join.objects)
          .filter(({ path }) => answerKind(path) === null)
          .map(({ object, label, type, path }): AuditedField => {
            const whose = join.alias.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
            return {
              id: `${object}.${path}`,
              label: `${whose} ${label}`,
              where: `of its ${whose}`,
              type,
              rule: { op: "field", path: `@${join.alias}.${path}` },
            };
          }),
  );
  return [...own, ...joined];
}

/** What "it" is: the field below the functions of a rule, else the rule as it is; null when it reads no field. */
function subjectOf(rule: Expression): Expression | null {
  if (fieldPath(rule) !== null) return rule;
  switch (rule.op) {
    case "transform": {
      const [only, second] = rule.of;
      return only && !second ? subjectOf(only) : rule;
    }
    case "choice":
      return subjectOf(rule.of);
    case "firstOf": {
      const [only, last] = rule.of;
      return only && last?.op === "constant" ? subjectOf(only) : rule;
    }
    case "constant":
    case "environment":
    case "reference":
    case "owner":
    case "self":
      return null;
    default:
      return rule;
  }
}
