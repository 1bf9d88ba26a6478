import type { DestinationColumn } from "../destination.ts";
import type { Expression } from "../mapping.ts";
import type { ValueMatcher, ValueMemory, ValueTarget } from "../value-matcher.ts";

/** A table of choices for a field and a column, and what is special about it. */
export interface ChoiceRule {
  readonly value: Expression;
  readonly isInverted: boolean;
  /** Options nothing was proposed for, and those whose proposal is not sure. */
  readonly open: number;
  readonly unsure: number;
}

const numbers: readonly string[] = ["integer", "decimal", "money"];

/** Options of a choice or a yes-or-no column as people see them, any number for a number's; null for other types. */
export function targetOf({ name, displayName, type, options, optionLabels }: DestinationColumn): ValueTarget | null {
  if (numbers.includes(type)) return { label: displayName ?? name, options: [], isNumber: true };
  if (type !== "choice" && type !== "boolean") return null;
  const values = type === "boolean" ? [0, 1] : options;
  const plain = type === "boolean" ? ["No", "Yes"] : [];
  return {
    label: displayName ?? name,
    options: values.map((value) => ({ value, label: optionLabels?.[String(value)] ?? plain[value] ?? String(value) })),
  };
}

/** A value of a target's option as its column takes it. */
export function columnValue(value: string | number, type: DestinationColumn["type"]): string | number | boolean {
  return type === "boolean" ? value === 1 : value;
}

/** What each option of a field becomes in a column; null where the column has no options or the field none. */
export function choiceRule(
  plain: Expression,
  field: { readonly label: string; readonly type: string; readonly options: readonly string[] },
  column: DestinationColumn,
  propose: ValueMatcher,
  memory?: ValueMemory,
): ChoiceRule | null {
  const target = targetOf(column);
  const options = field.type === "boolean" ? ["true", "false"] : field.options;
  if (target === null || options.length === 0) return null;
  const { isInverted, values } = propose({ label: field.label, options }, target, memory);
  // A switch for a switch needs no table while both mean the same.
  if (field.type === "boolean" && column.type === "boolean" && !isInverted)
    return { value: plain, isInverted, open: 0, unsure: 0 };
  const table = values.flatMap(({ option, target: to }) =>
    to === null ? [] : [[option.trim(), columnValue(to.value, column.type)] as const],
  );
  return {
    value: { op: "choice", of: plain, table: Object.fromEntries(table) },
    isInverted,
    open: values.length - table.length,
    unsure: values.filter(({ target: to, band }) => to !== null && band !== "high").length,
  };
}

/** What is special about a rule, in words that follow the reason for its column; empty when nothing is. */
export function choiceRuleWords({ isInverted, open, unsure }: ChoiceRule): string {
  const many = (count: number) => (count === 1 ? "1 option" : `${count} options`);
  return [
    isInverted ? " The meaning is turned round: yes becomes no." : "",
    open > 0 ? ` ${many(open)} of the field ${open === 1 ? "has" : "have"} no right choice: decide them.` : "",
    unsure > 0 ? ` ${many(unsure)} ${unsure === 1 ? "is" : "are"} not sure.` : "",
  ].join("");
}
