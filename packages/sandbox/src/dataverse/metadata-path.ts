import { readLiteral, splitOutside } from "./odata-literal.ts";
import { queryError } from "./rows-errors.ts";

/** One segment: `Attributes(LogicalName='x')` is a name with an argument; a bare guid is the argument "". */
export interface PathStep {
  readonly name: string;
  readonly arguments: ReadonlyMap<string, string>;
}

/** Takes a metadata path apart; `@alias` arguments are looked up in the query. */
export function readMetadataPath(path: string, query: URLSearchParams): PathStep[] {
  return splitOutside(decodeURIComponent(path).replace(/^\//, ""), "/").map((segment) => {
    const open = segment.indexOf("(");
    if (open < 0) return { name: segment, arguments: new Map() };
    if (!segment.endsWith(")")) throw queryError("Bad Request - Error in query syntax.");
    const inside = splitOutside(segment.slice(open + 1, -1), ",");
    return { name: segment.slice(0, open), arguments: new Map(inside.map((pair) => readArgument(pair, query))) };
  });
}

function readArgument(pair: string, query: URLSearchParams): [string, string] {
  const equals = pair.indexOf("=");
  const name = equals < 0 ? "" : pair.slice(0, equals).trim();
  const given = equals < 0 ? pair : pair.slice(equals + 1).trim();
  const text = given.startsWith("@") ? query.get(given) : given;
  if (text === null) throw queryError(`The parameter alias '${given}' was not found in the request URI.`);
  const literal = readLiteral(text);
  return [name, literal.kind === "null" ? "" : String(literal.value)];
}
