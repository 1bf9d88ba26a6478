import type { FieldValue } from "@flit/core/destination";
import { heldReason } from "@flit/core/held-choice";
import type { EditedLine } from "@flit/core/map-draft/apply-edit";
import { mapsOf } from "@flit/core/map-draft/maps-of";
import type { MapLine } from "@flit/core/map-line";
import type { MapNote, MapResult, ObjectMap } from "@flit/core/mapping";
import type { StagedRecord } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { type TrialContext, tryMap } from "../trial.ts";
import type { DraftKnowledge } from "./draft-knowledge.ts";

/** Records looked at to find some with a value. */
const looked = 200;

/** What a column would hold; patients' values, so callers mask them by role. */
export interface PreviewCell {
  readonly column: string | null;
  readonly value: FieldValue;
  readonly note: MapNote["kind"] | null;
  /** `mapped`, or why there is no row: skipped, an alias, rejected. */
  readonly status: MapResult["status"];
}

export interface LinePreview {
  readonly sourceId: string;
  readonly before: PreviewCell;
  readonly after: PreviewCell;
}

/** A line before and after an edit on real records, those that change first, then those with a value. */
export async function previewLine(
  context: TrialContext,
  knowledge: Pick<DraftKnowledge, "curated" | "tablesOf">,
  lines: readonly MapLine[],
  edited: Pick<MapLine, "id"> & EditedLine,
  options: { readonly limit: number; readonly cutOff: string },
): Promise<readonly LinePreview[]> {
  const line = lines.find(({ id }) => id === edited.id);
  const map = knowledge.curated.objects.find(({ key }) => key === line?.mapping);
  if (!line || !map) throw new Refusal("stale", "This line is not in the map any more. Load the page again.");
  const records = await context.store.transact((tx) =>
    tx.staging.page(context.migration.id, map.source.object, 0, looked),
  );
  const changed = { ...line, value: edited.value, decision: edited.decision };
  const after = lines.map((one) => (one.id === line.id ? changed : one));
  const [old, next] = [
    await cellsOf(context, knowledge, lines, line, records, options.cutOff),
    await cellsOf(context, knowledge, after, changed, records, options.cutOff),
  ];
  return records
    .flatMap(({ id }, index): LinePreview[] => {
      const [one, other] = [old[index], next[index]];
      return one && other ? [{ sourceId: id, before: one, after: other }] : [];
    })
    .toSorted((a, b) => interestOf(b) - interestOf(a))
    .slice(0, options.limit);
}

async function cellsOf(
  context: TrialContext,
  { curated, tablesOf }: Pick<DraftKnowledge, "curated" | "tablesOf">,
  lines: readonly MapLine[],
  line: MapLine,
  records: readonly StagedRecord[],
  cutOff: string,
): Promise<readonly PreviewCell[]> {
  const maps = mapsOf(curated.objects, lines);
  const map = maps.find(({ key }) => key === line.mapping);
  const table = map && tablesOf(lines)[map.target.table];
  if (!map || !table) return [];
  const tried = await tryMap(context, maps, onlyWritable(map, table), table, records, cutOff);
  return tried.map((result) => cellOf(result, line));
}

/** A column that is not there blocks freezing and is named as a problem; the other lines can be tried all the same. */
function onlyWritable(map: ObjectMap, table: { readonly columns: { readonly [name: string]: unknown } }): ObjectMap {
  const isThere = ({ column }: { readonly column: string }) => column in table.columns;
  return { ...map, fields: map.fields.filter(isThere), finish: map.finish.filter(isThere) };
}

function cellOf(result: MapResult, { value: { column, phase }, decision }: MapLine): PreviewCell {
  const isCarried = column !== null && decision !== "ignored";
  if (result.status !== "mapped" || !isCarried) {
    const isHeld = isCarried && result.status === "rejected" && result.reasons.includes(heldReason(column));
    const note = isHeld ? "unknown-choice" : null;
    return { column: isCarried ? column : null, value: null, note, status: result.status };
  }
  const note = result.notes.find((one) => one.column === column)?.kind ?? null;
  return { column, value: result.rows[0]?.[phase][column] ?? null, note, status: "mapped" };
}

function interestOf({ before, after }: LinePreview): number {
  const isChanged = JSON.stringify(before.value) !== JSON.stringify(after.value) || before.note !== after.note;
  return (isChanged ? 2 : 0) + (before.value !== null || after.value !== null ? 1 : 0);
}
