import { z } from "zod";
import { canonicalJson, isSameJson } from "../canonical-json.ts";
import { sha256Hex } from "../ids.ts";
import { lineDecisions, type MapLine, type MapLineValue } from "../map-line.ts";
import { expressionSchema } from "../mapping-schema.ts";
import { Refusal } from "../refusal.ts";
import type { CuratedMap } from "./curated-map.ts";
import type { LineChange } from "./line-change.ts";
import { columnSpecSchema, ownColumnProblem } from "./own-columns.ts";

const format = "flit-map";
const version = 1;

const valueSchema: z.ZodType<MapLineValue> = z.strictObject({
  column: z.string().min(1).max(100).nullable(),
  phase: z.enum(["fields", "finish"]),
  value: expressionSchema,
  loses: z.string().max(2_000).nullable(),
  create: columnSpecSchema.nullable(),
});

const lineSchema = z.strictObject({
  id: z.string().min(1).max(300),
  mapping: z.string().min(1).max(100),
  position: z.int(),
  decision: z.enum(lineDecisions),
  value: valueSchema,
});
const fileSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  /** Absent in files edited by hand. */
  digest: z.exactOptional(z.string()),
  lines: z.array(z.unknown()).max(10_000),
});

/** A map as it leaves: no patient's value is in it. */
export interface MapFile {
  readonly format: typeof format;
  readonly version: typeof version;
  readonly digest: string;
  readonly lines: readonly Pick<MapLine, "id" | "mapping" | "position" | "decision" | "value">[];
}

/** What an import would change, and the lines it cannot take, each with a reason. */
export interface MapImport {
  readonly changes: readonly LineChange[];
  readonly refused: readonly { readonly lineId: string; readonly reason: string }[];
}

/** The lines as a file that another migration, or this one later, can take. */
export function exportMap(lines: readonly MapLine[]): MapFile {
  const exported = lines.map(({ id, mapping, position, decision, value }) => ({
    id,
    mapping,
    position,
    decision,
    value,
  }));
  return { format, version, digest: sha256Hex(canonicalJson(exported)), lines: exported };
}

/**
 * Compares a file with the lines there are. Lines the map does not have are refused, unless people had added them;
 * locked ones stay as they are. Throws Refusal when the file as a whole is none of ours or was damaged.
 */
export function importMap(
  file: unknown,
  lines: readonly MapLine[],
  curated: Pick<CuratedMap, "objects" | "prefix" | "optionPrefix" | "declared">,
): MapImport {
  const parsed = fileSchema.safeParse(file);
  if (!parsed.success)
    throw new Refusal("map-file-unknown", `This is no map file (“format”: “${format}”, “version”: ${version}).`);
  const { digest, lines: entries } = parsed.data;
  if (digest !== undefined && digest !== sha256Hex(canonicalJson(entries)))
    throw new Refusal(
      "map-file-damaged",
      "The file is not as it was exported. Export it again, or take out its “digest” if it was edited on purpose.",
    );
  const known = new Map(lines.map((line) => [line.id, line]));
  const changes: LineChange[] = [];
  const refused: { lineId: string; reason: string }[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const read = readLine(entry, known, seen, curated);
    if (read === null) continue;
    if ("reason" in read) refused.push(read);
    else changes.push(read);
  }
  return { changes, refused };
}

function readLine(
  entry: unknown,
  known: ReadonlyMap<string, MapLine>,
  seen: Set<string>,
  curated: Parameters<typeof importMap>[2],
): LineChange | { readonly lineId: string; readonly reason: string } | null {
  const parsed = lineSchema.safeParse(entry);
  if (!parsed.success) return { lineId: idOf(entry), reason: "Its rule or column cannot be read." };
  const { id: lineId, mapping, position, value, decision } = parsed.data;
  if (seen.has(lineId)) return { lineId, reason: "The file has it twice." };
  seen.add(lineId);
  const line = known.get(lineId);
  const after = { value, decision };
  if (line && isSameJson({ value: line.value, decision: line.decision }, after)) return null;
  if (line?.proposal?.isLocked) return { lineId, reason: "The migration itself needs it as it is." };
  const map = curated.objects.find(({ key }) => key === mapping);
  if (!map || (line && line.mapping !== mapping)) return { lineId, reason: "This migration has no such object." };
  const problem =
    value.create === null ? null : ownColumnProblem({ table: map.target.table, column: value.create }, curated);
  if (problem !== null) return { lineId, reason: problem };
  if (line) return { kind: "change", lineId, revision: line.revision, after };
  return lineId.startsWith("added:")
    ? { kind: "add", lineId, mapping, position, after }
    : { lineId, reason: "This map has no such line: the account or the product differs." };
}

function idOf(entry: unknown): string {
  const read = z.object({ id: z.string().max(300) }).safeParse(entry);
  return read.success ? read.data.id : "?";
}
