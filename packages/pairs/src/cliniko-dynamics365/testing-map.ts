import type { Fields, FieldValue } from "@flit/core/destination";
import { mapRecord } from "@flit/core/map-record";
import type { MapContext, MappedRow, MapResult } from "@flit/core/mapping";
import type { Json, SourceRecord } from "@flit/core/record";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions, type PairOptions } from "./pair-options.ts";
import { requiredSchema } from "./schema.ts";
import { testingTables } from "./testing-tables.ts";

/** A source record with the dates that do not matter filled in. For tests. */
export function source(
  object: string,
  id: string,
  fields: { readonly [key: string]: Json },
  more: Partial<SourceRecord> = {},
): SourceRecord {
  const dates = { createdAt: "2023-01-02T03:04:05Z", updatedAt: "2023-02-03T04:05:06Z", removedAt: null };
  return { object, id, ...dates, fields, links: [], ...more };
}

/** Maps one record by the curated map: every reference leads to a row named after it, practitioner "9" is a user. */
export function mapped(
  key: string,
  record: SourceRecord,
  joins: MapContext["joins"] = {},
  options: Partial<PairOptions> = {},
): MapResult {
  const map = objectMaps({ ...defaultPairOptions, ...options }).find((candidate) => candidate.key === key);
  if (!map) throw new Error(`No map ${key}.`);
  return mapRecord(map, record, contextOf(key, joins, options));
}

/** What `mapped` maps against. */
export function contextOf(
  key: string,
  joins: MapContext["joins"] = {},
  options: Partial<PairOptions> = {},
): MapContext {
  const chosen = { ...defaultPairOptions, ...options };
  const maps = objectMaps(chosen);
  const map = maps.find((candidate) => candidate.key === key);
  const tables = testingTables(requiredSchema(maps, chosen));
  const table = map && tables[map.target.table];
  if (!map || !table) throw new Error(`No map ${key}.`);
  const empty = Object.fromEntries(map.source.joins.map(({ alias, kind }) => [alias, kind === "one" ? null : []]));
  const tableOf = new Map(maps.map((one) => [one.key, one.target.table]));
  return {
    joins: { ...empty, ...joins },
    link: (mapping, id) =>
      mapping === "practitioner" && id === "9"
        ? { table: "systemuser", id: "user-9" }
        : { table: tableOf.get(mapping) ?? "", id: `${mapping}/${id}` },
    owner: (practitioner) => (practitioner === "9" ? "user-9" : null),
    fallbackOwner: "fallback",
    environment: {
      currency: lookup("transactioncurrency", "aud"),
      unit: lookup("uom", "unit"),
      unitGroup: lookup("uomschedule", "group"),
      siteUrl: "https://clinic.example/sites/files",
      rootUrl: "https://clinic.example/sites/files/Shared%20Documents",
      libraryName: "Shared Documents",
    },
    table,
    rowId: (part) => `00000000-0000-0000-0000-00000000000${part}`,
    cutOff: "2024-06-01T00:00:00Z",
  };
}

/** The one row a record becomes. */
export function rowOf(...input: Parameters<typeof mapped>): MappedRow {
  const result = mapped(...input);
  const row = result.status === "mapped" ? result.rows[0] : undefined;
  if (!row) throw new Error(`Not mapped: ${JSON.stringify(result)}`);
  return row;
}

/** Fields of the one row a record becomes, finishing ones included. */
export function fieldsOf(...input: Parameters<typeof mapped>): Fields {
  const { fields, finish } = rowOf(...input);
  return { ...fields, ...finish };
}

export function lookup(table: string, id: string): FieldValue {
  return { lookup: { table, id } };
}
