import type { Column, Metadata, Row, Table, Value } from "./model.ts";
import { columnNamed, storedValue } from "./odata-column.ts";
import { comparable, type Folded, fold, incompatible } from "./odata-comparable.ts";
import { type Literal, readLiteral } from "./odata-literal.ts";
import { queryError } from "./rows-errors.ts";
import type { RowStore } from "./rows-store.ts";

/** A compiled `$filter`. `exact` names a value every match must carry, so that an index can be asked first. */
export interface Filter {
  matches(row: Row): boolean;
  readonly exact?: { column: string; values: Value[] } | undefined;
}

export interface FilterContext {
  readonly metadata: Metadata;
  readonly store: Pick<RowStore, "get">;
  readonly table: Table;
  /** `@name` → its text in the URL. */
  readonly aliases: ReadonlyMap<string, string>;
}

const token = /\s*('(?:[^']|'')*'|\(|\)|,|\[[^\]]*\]|@?[^\s(),'[\]]+)/y;

/** Reads `$filter`: comparisons, and/or/not, contains, startswith, endswith, In, one step through a lookup. */
export function compileFilter(text: string, context: FilterContext): Filter {
  const tokens = tokenise(text);
  let position = 0;
  const peek = () => tokens[position];
  const next = () => {
    const found = tokens[position++];
    if (found === undefined) throw queryError("Syntax error: the expression ends too early in '$filter'.");
    return found;
  };
  const expect = (wanted: string) => {
    const found = next();
    if (found !== wanted) throw queryError(`Syntax error: '${wanted}' expected at position ${position} in '${text}'.`);
  };

  function either(): Filter {
    let left = both();
    while (peek() === "or") {
      next();
      const [first, second] = [left, both()];
      left = { matches: (row) => first.matches(row) || second.matches(row), exact: unite(first.exact, second.exact) };
    }
    return left;
  }

  function both(): Filter {
    let left = single();
    while (peek() === "and") {
      next();
      const [first, second] = [left, single()];
      left = { matches: (row) => first.matches(row) && second.matches(row), exact: first.exact ?? second.exact };
    }
    return left;
  }

  function single(): Filter {
    if (peek() === "not") {
      next();
      const inner = single();
      return { matches: (row) => !inner.matches(row) };
    }
    if (peek() === "(") {
      next();
      const inner = either();
      expect(")");
      return inner;
    }
    const name = next();
    if (name === "Microsoft.Dynamics.CRM.In") return inList();
    if (peek() === "(") return textFunction(name);
    return comparison(name, next(), next());
  }

  function textFunction(name: string): Filter {
    const test = textTests[name];
    if (test === undefined) throw queryError(`An unknown function with name '${name}' was found.`);
    expect("(");
    const operand = operandNamed(next(), context);
    expect(",");
    const wanted = literalOf(next(), context);
    expect(")");
    if (wanted.kind !== "string") throw incompatible(operand.column, wanted);
    const needle = wanted.value.toLowerCase();
    return { matches: (row) => test(String(operand.read(row) ?? "").toLowerCase(), needle) };
  }

  function inList(): Filter {
    expect("(");
    expect("PropertyName=");
    const operand = operandNamed(stringOf(literalOf(next(), context)), context);
    expect(",");
    const assigned = next();
    const list = assigned === "PropertyValues=" ? next() : assigned.replace(/^PropertyValues=/, "");
    expect(")");
    const source = list.startsWith("@") ? alias(list, context) : list;
    if (!source.startsWith("[") || !source.endsWith("]")) throw queryError("PropertyValues must be a collection.");
    const values = parseList(source).map((value) => comparable(operand.column, { kind: "string", value }));
    const wanted = new Set(values.map(fold));
    return {
      matches: (row) => wanted.has(fold(operand.read(row))),
      exact: operand.isOwn ? { column: operand.column.logicalName, values } : undefined,
    };
  }

  function comparison(name: string, operator: string, literalText: string): Filter {
    const operand = operandNamed(name, context);
    const literal = literalOf(literalText, context);
    const wanted = literal.kind === "null" ? null : comparable(operand.column, literal);
    const compare = comparisons[operator];
    if (compare === undefined) throw queryError(`Syntax error at position ${position} in '${text}'.`);
    const folded = fold(wanted);
    const isExact = operator === "eq" && wanted !== null && operand.isOwn;
    return {
      matches: (row) => compare(fold(operand.read(row)), folded),
      exact: isExact ? { column: operand.column.logicalName, values: [wanted] } : undefined,
    };
  }

  const filter = either();
  if (position < tokens.length) throw queryError(`Syntax error at position ${position} in '${text}'.`);
  return filter;
}

const textTests: Readonly<Record<string, (text: string, needle: string) => boolean>> = {
  contains: (text, needle) => text.includes(needle),
  startswith: (text, needle) => text.startsWith(needle),
  endswith: (text, needle) => text.endsWith(needle),
};

const ordered = (test: (left: string | number, right: string | number) => boolean) => (left: Folded, right: Folded) =>
  left !== null && right !== null && test(sortable(left), sortable(right));

const sortable = (value: string | number | boolean) => (typeof value === "boolean" ? Number(value) : value);

/** SQL's meaning, with one exception the service makes: `ne` also finds rows without a value. */
const comparisons: Readonly<Record<string, (left: Folded, right: Folded) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: ordered((left, right) => left > right),
  ge: ordered((left, right) => left >= right),
  lt: ordered((left, right) => left < right),
  le: ordered((left, right) => left <= right),
};

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  let end = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    tokens.push(match[1] ?? "");
    end = token.lastIndex;
  }
  if (text.slice(end).trim() !== "") throw queryError(`Syntax error: character not valid in '${text}'.`);
  return tokens;
}

interface Operand {
  readonly column: Column;
  /** False when the value comes from another row. */
  readonly isOwn: boolean;
  read(row: Row): Value;
}

function operandNamed(name: string, context: FilterContext): Operand {
  const [step = "", far] = name.split("/");
  if (far === undefined) {
    const column = columnNamed(context.metadata, context.table, name);
    return { column, isOwn: true, read: (row) => storedValue(row, column) };
  }
  const lookup = context.metadata
    .lookupsOf(context.table.logicalName)
    .find((relationship) => relationship.navigationProperty === step);
  const target = lookup && context.metadata.tables.get(lookup.referencedTable);
  if (lookup === undefined || target === undefined) {
    throw queryError(
      `Could not find a property named '${step}' on type 'Microsoft.Dynamics.CRM.${context.table.logicalName}'.`,
    );
  }
  const column = columnNamed(context.metadata, target, far);
  return {
    column,
    isOwn: false,
    read(row) {
      const reference = row.values.get(lookup.referencingColumn);
      if (typeof reference !== "object" || reference === null || reference.table !== target.logicalName) return null;
      const found = context.store.get(reference.table, reference.id);
      return found === undefined ? null : storedValue(found, column);
    },
  };
}

const alias = (name: string, { aliases }: FilterContext) => {
  const text = aliases.get(name);
  if (text === undefined) throw queryError(`The parameter alias '${name}' was not found in the request URI.`);
  return text;
};

const literalOf = (text: string, context: FilterContext) =>
  readLiteral(text.startsWith("@") ? alias(text, context) : text);

function stringOf(literal: Literal): string {
  if (literal.kind === "string") return literal.value;
  throw queryError("PropertyName must be a string.");
}

function unite(left: Filter["exact"], right: Filter["exact"]): Filter["exact"] {
  if (left === undefined || right === undefined || left.column !== right.column) return undefined;
  return { column: left.column, values: [...left.values, ...right.values] };
}

function parseList(text: string): string[] {
  const source = text.replace(/'((?:[^']|'')*)'/g, (_all, inner: string) =>
    JSON.stringify(inner.replaceAll("''", "'")),
  );
  try {
    const list: unknown = JSON.parse(source);
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // Falls through to the refusal below: the text is not a list.
  }
  throw queryError("PropertyValues must be a collection of quoted values.");
}
