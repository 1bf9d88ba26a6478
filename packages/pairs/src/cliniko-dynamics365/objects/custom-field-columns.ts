import type { FieldMap } from "@flit/core/mapping";
import type { ColumnSpec } from "@flit/core/plan";
import type { CustomFieldDefinition } from "../custom-fields.ts";
import { type OwnColumns, optionValue } from "../definition.ts";
import {
  all,
  any,
  choice,
  each,
  equals,
  field,
  filled,
  firstOf,
  item,
  join,
  not,
  transform,
  when,
} from "../expressions.ts";

/** A column of its own for each custom field, by its type. */
export function customFieldColumns(
  own: OwnColumns,
  definitions: readonly CustomFieldDefinition[],
): readonly FieldMap[] {
  return definitions.map((definition) => {
    const answer = transform("customField", [field("custom_fields")], { token: definition.token });
    const common = { name: definition.column, schemaName: definition.column, displayName: displayName(definition) };
    const specification = specificationOf(definition);
    return own.column(
      { ...common, ...specification },
      specification.type === "choice"
        ? choice(answer, Object.fromEntries(definition.options.map((label, index) => [label, optionValue(index)])))
        : answer,
    );
  });
}

/** Answers to fields that the account's settings no longer name, as `label: answer` lines: no column is made for them. */
export function otherCustomFields(own: OwnColumns, definitions: readonly CustomFieldDefinition[]): FieldMap {
  const options = each(item("options"), item("name"), { where: equals(item("selected"), true), separator: ", " });
  const answer = firstOf(item("value"), join([options, item("other.value")], ", "));
  const isKnown = any(...definitions.map(({ token }) => equals(item("token"), token)));
  const line = when(all(not(isKnown), filled(answer)), join([item("name"), answer], ": "));
  return own.memo("OtherCustomFields", each(field("custom_fields.sections"), each(item("fields"), line)));
}

type Specification = Pick<ColumnSpec, "type" | "maxLength" | "options">;

function specificationOf({ type, options, hasOther }: CustomFieldDefinition): Specification {
  switch (type) {
    case "text":
      return { type: "text", maxLength: 1000 };
    case "date":
      return { type: "date" };
    case "radiobuttons":
      // A choice has no room for an answer in free words.
      return hasOther || options.length === 0
        ? { type: "text", maxLength: 1000 }
        : { type: "choice", options: options.map((label, index) => ({ value: optionValue(index), label })) };
    case "checkboxes":
    case "paragraph":
      return { type: "memo", maxLength: 100_000 };
  }
}

function displayName({ section, label, archived }: CustomFieldDefinition): string {
  const name = [section, label].filter((part) => part !== "").join(" – ");
  return `${name.slice(0, 80)}${archived ? " (archived)" : ""}`;
}
