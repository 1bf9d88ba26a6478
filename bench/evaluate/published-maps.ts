import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceField, TargetColumn } from "@flit/core/matcher";
import { z } from "zod";

const maps = z.array(
  z.object({
    id: z.string(),
    target_table: z.string(),
    pairs: z.array(z.object({ source: z.string(), target: z.string() })),
  }),
);
const tables = z.array(
  z.object({
    sourceName: z.string().nullish(),
    name: z.string(),
    type: z.string().nullish(),
    displayName: z.string().nullish(),
    description: z.string().nullish(),
    maximumLength: z.union([z.string(), z.number()]).nullish(),
    options: z.array(z.tuple([z.string(), z.string()])).nullish(),
  }),
);

/** A published map: fields, columns, and which goes to which. */
export interface PublishedMap {
  readonly name: string;
  readonly fields: readonly SourceField[];
  readonly columns: readonly TargetColumn[];
  readonly target: ReadonlyMap<string, string>;
}

/**
 * Reads published maps with the columns of their tables. Columns that maps name and the table's file does not are added
 * by their name, from every map of that table, so that each can be found and each can mislead.
 */
export function readPublishedMaps(folder: string): readonly PublishedMap[] {
  const all = maps.parse(JSON.parse(readFileSync(join(folder, "dataverse-maps.json"), "utf8")));
  return all.map(({ id, target_table: table, pairs }) => {
    const known = columnsOf(folder, table);
    const named = new Set(
      all.flatMap((map) => (map.target_table === table ? map.pairs.map(({ target }) => target) : [])),
    );
    const added = [...named].filter((name) => !known.some((column) => column.name === name)).map(byName);
    return {
      name: `${id} → ${table}`,
      fields: pairs.map(({ source }, at) => fieldNamed(source, at)),
      columns: [...known, ...added],
      target: new Map(pairs.map(({ source, target }, at) => [fieldNamed(source, at).id, target])),
    };
  });
}

function fieldNamed(label: string, at: number): SourceField {
  return { id: `${at}:${label}`, label, section: null, type: "unknown", options: [], longest: null };
}

function columnsOf(folder: string, table: string): readonly TargetColumn[] {
  const path = join(folder, "dataverse-tables", `${table}.json`);
  if (!existsSync(path)) return [];
  const found = tables.parse(JSON.parse(readFileSync(path, "utf8"))).map((column) => ({
    name: column.sourceName || column.name.toLowerCase(),
    label: column.displayName || null,
    description: column.description ?? null,
    type: typeOf(column.type ?? ""),
    maxLength: Number(column.maximumLength) || null,
    options: (column.options ?? []).map(([, label]) => label),
    isCustom: false,
  }));
  return [...new Map(found.map((column) => [column.name, column])).values()];
}

function byName(name: string): TargetColumn {
  return { name, label: null, type: "text", maxLength: null, options: [], isCustom: /^[a-z]+_/.test(name) };
}

function typeOf(type: string): TargetColumn["type"] {
  if (/list|status|state/i.test(type)) return "choice";
  if (/date|time/i.test(type)) return "instant";
  if (/bool/i.test(type)) return "boolean";
  if (/int/i.test(type)) return "integer";
  if (/decimal|double|currency|money/i.test(type)) return "decimal";
  if (/entityId|guid/i.test(type)) return /entityId/i.test(type) ? "lookup" : "id";
  return /lookup|customer|owner/i.test(type) ? "lookup" : "text";
}
