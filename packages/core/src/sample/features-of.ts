import type { DestinationColumn, DestinationTable, Fields, FieldValue } from "../destination.ts";
import { holds, type Scope, scopeOf } from "../evaluate.ts";
import type { MapContext, MapResult, ObjectMap } from "../mapping.ts";
import type { SourceRecord } from "../record.ts";
import { toText } from "../to-text.ts";
import { choiceValues } from "./choice-values.ts";
import type { EdgeCase } from "./edge-case.ts";
import { type FeatureKind, featureKey } from "./feature.ts";
import { isRelation, wantedFeatures } from "./wanted-features.ts";

const nearLength = 0.9;

/** An object map made ready for asking many records what they show. */
export function featureReader(map: ObjectMap, table: DestinationTable, edgeCases: readonly EdgeCase[]) {
  const wanted = wantedFeatures(map, table, edgeCases);
  const paths = wanted.filter(({ kind }) => kind === "field").map(({ detail }) => detail);
  const written = [...map.fields, ...map.finish];
  const relations = new Set(written.filter(({ value }) => isRelation(value)).map(({ column }) => column));
  const cases = edgeCases.filter(({ mapping }) => mapping === map.key);
  const key = (kind: FeatureKind, detail: string) => featureKey({ mapping: map.key, kind, detail });

  /** What one record shows: names of columns, fields, choices of the map and edges, never a value of its own. */
  return function featuresOf(record: SourceRecord, result: MapResult, context: MapContext): readonly string[] {
    const scope = scopeOf(record, context);
    const edges = [
      ...(record.removedAt === null ? [] : ["archived"]),
      ...(result.status === "alias" ? ["merged"] : []),
      ...(result.status === "skipped" ? [`left-out:${result.reason}`] : []),
      ...(result.status === "rejected" ? ["rejected"] : []),
    ];
    if (result.status !== "mapped") return edges.map((edge) => key("edge", edge));
    const [row] = result.rows;
    const values: Fields = { ...row?.fields, ...row?.finish };
    const filled = Object.entries(values).filter(([, value]) => value !== null);
    const shown = [
      key("record", ""),
      ...filled.map(([column]) => key("column", column)),
      ...paths.filter((path) => toText(record.fields[path] ?? null) !== null).map((path) => key("field", path)),
      ...written.flatMap(({ column, value }) =>
        choiceValues(value, scope).map((one) => key("choice", `${column}=${one}`)),
      ),
      ...[...relations].map((column) =>
        (values[column] ?? null) === null ? key("edge", `without:${column}`) : key("relation", column),
      ),
      ...manyOf(map, scope).map((detail) => key("relation", detail)),
      ...[
        ...edges,
        ...(result.rows.length > 1 ? ["continued"] : []),
        ...result.notes.map(({ kind, column }) => `${kind}:${column}`),
        ...filled.flatMap(([column, value]) => edgesOf(value, table.columns[column])),
        ...cases.filter(({ when }) => holds(when, scope)).map((one) => `case:${one.key}`),
      ].map((edge) => key("edge", edge)),
    ];
    return [...new Set(shown)];
  };
}

function manyOf({ source }: ObjectMap, { context }: Scope): readonly string[] {
  return source.joins.flatMap(({ kind, alias }) => {
    const joined = context.joins[alias] ?? null;
    if (kind !== "many" || joined === null || "object" in joined) return [];
    return joined.length === 0 ? [] : [`@${alias}=${joined.length === 1 ? "one" : "many"}`];
  });
}

function edgesOf(value: FieldValue, column: DestinationColumn | undefined): readonly string[] {
  if (column === undefined || value === null || typeof value === "object") return [];
  switch (column.type) {
    case "state":
    case "status":
    case "choice":
    case "boolean":
      return [`state:${column.name}=${String(value)}`];
    case "money":
      return Number(value) === 0 ? ["zero-money"] : Number(value) < 0 ? ["negative-money"] : [];
    case "text":
    case "memo": {
      const text = String(value);
      return [
        // Everything outside Latin letters, digits and common signs.
        ...(/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text) ? ["other-script"] : []),
        ...(/\p{Extended_Pictographic}/u.test(text) ? ["emoji"] : []),
        ...(column.maxLength !== null && text.length >= column.maxLength * nearLength ? ["near-length"] : []),
      ];
    }
    default:
      return [];
  }
}
