import type { DestinationTable } from "../destination.ts";
import type { ObjectMap } from "../mapping.ts";
import { readsOfMap } from "../reads-of.ts";
import { allParts } from "../rewrite-expression.ts";
import { choicesMade } from "./choice-values.ts";
import type { EdgeCase } from "./edge-case.ts";
import type { Feature, FeatureKind } from "./feature.ts";

/** Edges that any table may have; those its columns cannot show are left away. */
export const textEdges = ["other-script", "emoji", "near-length"] as const;
export const moneyEdges = ["zero-money", "negative-money"] as const;

/** Everything a sample of an object map should show, whether or not a record has it. */
export function wantedFeatures(
  map: ObjectMap,
  table: DestinationTable,
  edgeCases: readonly EdgeCase[],
): readonly Feature[] {
  const feature = (kind: FeatureKind, detail: string): Feature => ({ mapping: map.key, kind, detail });
  const written = [...map.fields, ...map.finish];
  const types = written.map(({ column }) => table.columns[column]?.type);
  const has = (...wanted: readonly string[]) => types.some((type) => type !== undefined && wanted.includes(type));
  const fields = readsOfMap(map).filter(({ object, path }) => object === map.source.object && isPlain(path));
  const edges = [
    "archived",
    ...(map.alias === undefined ? [] : ["merged"]),
    ...(map.split === undefined ? [] : ["continued"]),
    ...map.skip.map(({ reason }) => `left-out:${reason}`),
    ...(has("text", "memo") ? textEdges : []),
    ...(has("money") ? moneyEdges : []),
    ...edgeCases.filter(({ mapping }) => mapping === map.key).map(({ key }) => `case:${key}`),
  ];
  return [
    feature("record", ""),
    ...[...new Set(written.map(({ column }) => column))].map((column) => feature("column", column)),
    ...[...new Set(fields.map(({ path }) => path))].map((path) => feature("field", path)),
    ...written.flatMap(({ column, value }) =>
      choicesMade(value).flatMap((choice) =>
        Object.keys(choice.table).map((key) => feature("choice", `${column}=${key}`)),
      ),
    ),
    ...written.filter(({ value }) => isRelation(value)).map(({ column }) => feature("relation", column)),
    ...map.source.joins
      .filter(({ kind }) => kind === "many")
      .flatMap(({ alias }) => ["one", "many"].map((count) => feature("relation", `@${alias}=${count}`))),
    ...edges.map((edge) => feature("edge", edge)),
  ];
}

/** Whether a rule makes a link to another record or an owner. */
export function isRelation(value: ObjectMap["fields"][number]["value"]): boolean {
  return allParts(value).some(({ op }) => op === "reference" || op === "owner");
}

/** Custom fields are shown by the columns they fill. */
function isPlain(path: string): boolean {
  return !path.startsWith("custom") && !path.includes(".");
}
