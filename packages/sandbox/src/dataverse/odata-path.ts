import type { Metadata, Table, Value } from "./model.ts";
import { type Literal, readLiteral, splitOutside } from "./odata-literal.ts";
import { badRequest, resourceNotFound } from "./rows-errors.ts";
import { isGuid } from "./validate-value.ts";

/** Which row a `set(key)` means: its id, or the values of an alternate key. */
export type RowKey = { kind: "id"; id: string } | { kind: "alternate"; columns: string[]; values: Value[] };

export interface RowPath {
  readonly table: Table;
  readonly key: RowKey | undefined;
  /** Decoded segments after the first: `$count`, a property, `nav/$ref`, `Microsoft.Dynamics.CRM.CreateMultiple`. */
  readonly rest: string[];
}

const unsafeInKeys = /[<>*%&:\\?+/]/;

/** The path below /api/data/v9.2 as a table, perhaps a row, and what follows. Throws 404 for an unknown set. */
export function readRowPath(metadata: Metadata, path: string): RowPath {
  const [first = "", ...rest] = splitOutside(path.replace(/^\//, ""), "/").map(decode);
  const { set, key } = splitKey(first);
  const table = metadata.tableBySet(set);
  if (table === undefined || !metadata.isVisible(table.createdAtMs)) throw resourceNotFound(set);
  return { table, key: key === undefined ? undefined : readRowKey(table, key, metadata), rest };
}

/** `set(key)` taken apart; no key when there are no brackets. */
export function splitKey(segment: string): { set: string; key: string | undefined } {
  const open = segment.indexOf("(");
  if (open < 0) return { set: segment, key: undefined };
  if (!segment.endsWith(")")) throw badRequest("0x80060888", "Bad Request - Error in query syntax.");
  return { set: segment.slice(0, open), key: segment.slice(open + 1, -1).trim() };
}

/** The inside of the brackets: a guid, `primaryid=guid`, or `column='value'` pairs that form a defined key. */
export function readRowKey(table: Table, text: string, metadata: Metadata): RowKey {
  if (isGuid(text)) return { kind: "id", id: text.toLowerCase() };
  const pairs = splitOutside(text, ",").map((pair) => {
    const equals = pair.indexOf("=");
    if (equals < 0) throw badRequest("0x80060888", "Bad Request - Error in query syntax.");
    return [pair.slice(0, equals).trim(), readLiteral(pair.slice(equals + 1).trim())] as const;
  });
  const [only] = pairs;
  if (pairs.length === 1 && only?.[0] === table.primaryId && only[1].kind === "guid") {
    return { kind: "id", id: only[1].value };
  }
  return alternateKey(table, pairs, metadata);
}

function alternateKey(table: Table, pairs: (readonly [string, Literal])[], metadata: Metadata): RowKey {
  const given = new Map(pairs.map(([name, literal]) => [columnOf(name), keyValue(table, literal)]));
  const key = [...table.keys.values()].find(
    ({ columns }) => columns.length === given.size && columns.every((column) => given.has(column)),
  );
  // A key that is still being built cannot be addressed either.
  if (key === undefined || key.status !== "Active" || !metadata.isVisible(key.createdAtMs)) {
    throw badRequest(
      "0x80060890",
      `The specified key attributes are not a defined key for the ${table.logicalName} entity`,
    );
  }
  return { kind: "alternate", columns: key.columns, values: key.columns.map((column) => given.get(column) ?? null) };
}

const columnOf = (name: string) => /^_(.+)_value$/.exec(name)?.[1] ?? name;

function keyValue(table: Table, literal: Literal): Value {
  if (literal.kind === "null") return null;
  // The gateway refuses these characters before the platform sees them, encoded or not.
  if (literal.kind === "string" && unsafeInKeys.test(literal.value)) {
    throw badRequest(
      "0x80060888",
      `A potentially dangerous Request.Path value was detected from the client in a key of ${table.logicalName}.`,
    );
  }
  return literal.value;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest("0x80060888", "Bad Request - Error in query syntax.");
  }
}
