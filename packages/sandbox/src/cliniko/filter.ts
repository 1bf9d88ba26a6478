import { BadRequest } from "./bad-request.ts";
import { type FieldType, filterType, type ResourceName } from "./resources.ts";
import type { Json } from "./row.ts";

/** One `q[]`: what a field's value must fulfil. */
export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly text: string;
  test(value: Json | undefined): boolean;
}

const orders = ["=", "!=", ">=", ">", "<=", "<"];
const operators: { readonly [type in FieldType]: readonly string[] } = {
  int64: [...orders, "?", "!?"],
  integer: [...orders, "?", "!?"],
  string: ["=", "!=", "~", "~~", "?", "!?"],
  boolean: ["=", "!="],
  date: ["=", ">=", ">", "<=", "<", "?", "!?", "*"],
  // No equality on instants: so it is documented.
  "date-time": [">=", ">", "<=", "<", "?", "!?", "*"],
  array: ["~"],
};
const shapes: { readonly [type in FieldType]?: readonly [RegExp, string] } = {
  int64: [/^-?\d+$/, "a number"],
  integer: [/^-?\d+$/, "a number"],
  boolean: [/^(true|false)$/, "a boolean"],
  date: [/^\d{4}-\d{2}-\d{2}$/, "a date"],
  "date-time": [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/, "a date time"],
};

/** Reads `field:OPvalue`. Throws BadRequest for a field, operator or value Cliniko does not take. */
export function parseCondition(resource: ResourceName, text: string): Condition {
  const [, field = "", rest = ""] = /^(\w+):(.*)$/s.exec(text) ?? [];
  if (field === "") throw new BadRequest("Invalid filter");
  const type = filterType(resource, field);
  if (type === undefined) throw new BadRequest(`${field} is not filterable`);
  const operator = operatorOf(type, rest);
  if (operator === undefined) throw new BadRequest(`Invalid filter operator for ${field}`);
  const value = rest.slice(operator === "*" ? 0 : operator.length);
  if (operator === "?" || operator === "!?") {
    if (value !== "") throw new BadRequest(`Invalid filter operator for ${field}`);
    return { field, operator, text, test: (found) => isEmpty(found) === (operator === "!?") };
  }
  return { field, operator, text, test: tests(field, type, operator, value) };
}

function operatorOf(type: FieldType, rest: string): string | undefined {
  const wildcard = /^[\d*]{4}-[\d*]{2}-[\d*]{2}(T.*)?$/.test(rest) && rest.includes("*");
  if (operators[type].includes("*") && (rest === "*" || wildcard)) return "*";
  const known = ["!=", ">=", "<=", "~~", "!?", "=", ">", "<", "~", "?"].find((each) => rest.startsWith(each));
  return known !== undefined && operators[type].includes(known) ? known : undefined;
}

function tests(field: string, type: FieldType, operator: string, value: string): Condition["test"] {
  if (operator === "*")
    return value === "*"
      ? () => true
      : matches(`${value.replaceAll(/[.+]/g, "\\$&").replaceAll("*", "\\d")}(T.*)?`, "");
  if (type === "array") return (found) => Array.isArray(found) && found.map(String).includes(value);
  if (operator === "~")
    return (found) => typeof found === "string" && found.toLowerCase().includes(value.toLowerCase());
  if (operator === "~~") return matches(value.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("%", ".*"), "is");

  const isList = operator === "=" && (type === "int64" || type === "integer");
  const wanted = (isList ? value.split(",") : [value]).map((each) => comparable(field, type, each.trim()));
  const [first] = wanted;
  if (first === undefined) throw new BadRequest(`Invalid filter value for ${field}`);
  const read = (found: Json | undefined) => (isEmpty(found) ? undefined : comparable(field, type, String(found)));
  switch (operator) {
    case "=":
      return (found) => {
        const have = read(found);
        return have !== undefined && wanted.includes(have);
      };
    case "!=":
      return (found) => read(found) !== first;
    default:
      return (found) => {
        const have = read(found);
        if (have === undefined) return false;
        if (have === first) return operator.endsWith("=");
        return operator.startsWith(">") ? have > first : have < first;
      };
  }
}

/** Ids as big integers, instants as milliseconds, so that what is equal compares equal. */
function comparable(field: string, type: FieldType, text: string): string | number | bigint {
  const [shape, name] = shapes[type] ?? [/^/, ""];
  if (!shape.test(text)) throw new BadRequest(`Filter value for ${field} must be ${name}`);
  if (type === "int64") return BigInt(text);
  if (type === "integer") return Number(text);
  return type === "date-time" ? Date.parse(text) : text;
}

function matches(pattern: string, flags: string): Condition["test"] {
  const expression = new RegExp(`^${pattern}$`, flags);
  return (found) => typeof found === "string" && expression.test(found);
}

function isEmpty(value: Json | undefined): boolean {
  return value === null || value === undefined || value === "";
}
