import type { Sandbox } from "@flit/sandbox/sandbox";
import { z } from "zod";

const named = z.record(z.string(), z.unknown());
const shape = z.object({
  dataverse: z.object({
    schema: z.object({
      tables: z.record(z.string(), z.object({ columns: named, keys: named }).catchall(z.unknown())),
      relationships: z.record(
        z.string(),
        z.object({ referencingTable: z.string(), referencingColumn: z.string() }).catchall(z.unknown()),
      ),
      optionSets: named,
    }),
    rows: z.record(z.string(), named),
  }),
  files: z.unknown(),
});

/** Everything in a sandbox's Dynamics 365 and its site: each row and each part of the schema by its name, as text. */
export interface Snapshot {
  /** By `table id`. */
  readonly rows: ReadonlyMap<string, string>;
  /** As schema plans name parts: `table T`, `column T.C`, `key T.K`; a relationship goes by its column. */
  readonly schema: ReadonlyMap<string, string>;
  readonly files: string;
}

export function snapshotOf(sandbox: Sandbox): Snapshot {
  const { dataverse, files } = shape.parse(JSON.parse(sandbox.snapshot({ withoutModified: true })));
  const { tables, relationships, optionSets } = dataverse.schema;
  const parts = (kind: string, of: string, members: object) =>
    Object.entries(members).map(([name, value]) => [`${kind} ${of}${name}`, value] as const);
  const schema = [
    ...Object.entries(tables).flatMap(([name, { columns, keys, ...table }]) => [
      [`table ${name}`, table] as const,
      ...parts("column", `${name}.`, columns),
      ...parts("key", `${name}.`, keys),
    ]),
    ...Object.entries(relationships).map(
      ([name, one]) => [`relationship ${one.referencingTable}.${one.referencingColumn} ${name}`, one] as const,
    ),
    ...parts("choice", "", optionSets),
  ];
  const rows = Object.entries(dataverse.rows).flatMap(([table, members]) => parts(table, "", members));
  const texts = (all: readonly (readonly [string, unknown])[]) =>
    new Map(all.map(([key, value]) => [key, JSON.stringify(value)]));
  return { rows: texts(rows), schema: texts(schema), files: JSON.stringify(files) };
}

/** Names of what is there now and was not, is not any more, or is another. */
export function differenceOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const earlier = [...before];
  return {
    added: [...after.keys()].filter((key) => !before.has(key)),
    missing: earlier.flatMap(([key]) => (after.has(key) ? [] : key)),
    changed: earlier.flatMap(([key, value]) => (after.has(key) && after.get(key) !== value ? key : [])),
  };
}
