import { answerOf } from "./answer-field.ts";
import type { ColumnType } from "./destination.ts";
import type { Expression } from "./mapping.ts";
import type { TransformName } from "./transforms.ts";
import { unreachable } from "./unreachable.ts";

/** What kind of value a rule makes, as far as it can be told without a record. `any`: it depends. */
export type ValueKind = "text" | "number" | "boolean" | "date" | "instant" | "lookup" | "any";

const transformKinds: Readonly<Partial<Record<TransformName, ValueKind>>> = {
  addDays: "any",
  containsText: "boolean",
  customField: "any",
  date: "date",
  decimal: "number",
  integer: "number",
};

/** The kind of an expression; `typeOf` answers a field's type as the audit found it, null when it is not known. */
export function kindOf(expression: Expression, typeOf: (path: string) => string | null): ValueKind {
  const inner = (part: Expression) => kindOf(part, typeOf);
  switch (expression.op) {
    case "field":
      return kindOfType(typeOf(expression.path));
    case "constant":
      return kindOfScalar(expression.value);
    case "meta":
      return expression.name === "id" ? "text" : "instant";
    case "reference":
    case "owner":
    case "self":
      return "lookup";
    case "environment":
      return "any";
    case "choice":
      return common([...Object.values(expression.table), expression.otherwise ?? null].map(kindOfScalar));
    case "join":
      return "text";
    case "firstOf":
      return common(expression.of.map(inner));
    case "when":
      return common([inner(expression.then), inner(expression.else)]);
    case "each":
      return expression.at === undefined ? "text" : "any";
    case "transform": {
      const answer = answerOf(expression);
      return answer === null ? (transformKinds[expression.name] ?? "text") : kindOfType(typeOf(answer));
    }
    default:
      return unreachable(expression);
  }
}

/** Whether values of a kind can stand in a column: always, some of them, or none. */
export function fits(kind: ValueKind, column: ColumnType): "always" | "sometimes" | "never" {
  if (kind === "any" || column === "other" || column === "id") return "sometimes";
  if (kind === "lookup" || column === "lookup") return kind === column ? "always" : "never";
  switch (column) {
    case "text":
    case "memo":
      return "always";
    case "boolean":
      return kind === "boolean" ? "always" : kind === "text" ? "sometimes" : "never";
    case "integer":
    case "decimal":
    case "money":
      return kind === "number" ? "always" : kind === "text" ? "sometimes" : "never";
    case "date":
    case "instant":
      return kind === "date" || kind === "instant" ? "always" : kind === "text" ? "sometimes" : "never";
    case "choice":
    case "state":
    case "status":
      return kind === "number" ? "sometimes" : "never";
    default:
      return unreachable(column);
  }
}

function kindOfType(type: string | null): ValueKind {
  if (type === null) return "any";
  if (type === "number" || type === "boolean" || type === "date" || type === "instant") return type;
  return "text";
}

function kindOfScalar(value: string | number | boolean | null): ValueKind {
  if (value === null) return "any";
  return typeof value === "string" ? "text" : typeof value === "number" ? "number" : "boolean";
}

/** The kind all of them have; those that depend, or make nothing, do not count. */
function common(kinds: readonly ValueKind[]): ValueKind {
  const [first = "any", ...rest] = new Set(kinds.filter((kind) => kind !== "any"));
  return rest.length === 0 ? first : "any";
}
