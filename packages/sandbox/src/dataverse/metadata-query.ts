import { type Body, isBody } from "./metadata-body.ts";
import { readLiteral, splitOutside } from "./odata-literal.ts";
import { queryError } from "./rows-errors.ts";

/** Keeps the properties asked for, MetadataId always; an unknown one is refused. */
export function selectProperties(item: Body, select: string | null | undefined, type: string): Body {
  if (select === null || select === undefined) return item;
  const names = splitOutside(select, ",");
  for (const name of names) if (!(name in item)) throw noSuchProperty(name, type);
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => name === "MetadataId" || name.startsWith("@") || names.includes(name)),
  );
}

/** Metadata knows eq and ne, joined by and/or, in brackets; paths such as `CanCreateAttributes/Value` work. */
export function compileMetadataFilter(text: string, type: string): (item: Body) => boolean {
  const tokens = text.match(/\(|\)|(?:[^\s()']|'(?:[^']|'')*')+/g) ?? [];
  let position = 0;
  const next = () => tokens[position++] ?? "";

  function either(): (item: Body) => boolean {
    let left = both();
    while (tokens[position] === "or") {
      next();
      const [first, second] = [left, both()];
      left = (item) => first(item) || second(item);
    }
    return left;
  }

  function both(): (item: Body) => boolean {
    let left = single();
    while (tokens[position] === "and") {
      next();
      const [first, second] = [left, single()];
      left = (item) => first(item) && second(item);
    }
    return left;
  }

  function single(): (item: Body) => boolean {
    const first = next();
    if (first === "(") {
      const inner = either();
      if (next() !== ")") throw queryError(`Syntax error at position ${position} in '${text}'.`);
      return inner;
    }
    const operator = next();
    if (operator !== "eq" && operator !== "ne") throw queryError(`Syntax error at position ${position} in '${text}'.`);
    const wanted = operandOf(next());
    const path = first.split("/");
    return (item) => (readPath(item, path, type) === wanted) === (operator === "eq");
  }

  const filter = either();
  if (position < tokens.length) throw queryError(`Syntax error at position ${position} in '${text}'.`);
  return filter;
}

export const noSuchProperty = (name: string, type: string) =>
  queryError(`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${type}'.`);

/** Enumeration members are written with their type in front: `Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist'`. */
function operandOf(text: string): string | number | boolean | null {
  const literal = readLiteral(text.replace(/^Microsoft\.Dynamics\.CRM\.\w+(?=')/, ""));
  return literal.kind === "null" ? null : literal.value;
}

function readPath(item: Body, path: readonly string[], type: string): unknown {
  return path.reduce<unknown>((value, name) => {
    if (!isBody(value) || !(name in value)) throw noSuchProperty(name, type);
    return value[name];
  }, item);
}
