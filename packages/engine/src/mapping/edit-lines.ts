import { applyEdit, type EditedLine } from "@flit/core/map-draft/apply-edit";
import type { CuratedMap } from "@flit/core/map-draft/curated-map";
import type { LineChange } from "@flit/core/map-draft/line-change";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import { importMap, type MapImport } from "@flit/core/map-draft/map-file";
import { ownColumnProblem } from "@flit/core/map-draft/own-columns";
import { ruleForColumn } from "@flit/core/map-draft/rule-for-column";
import type { Act } from "@flit/core/map-draft/store";
import type { MapLine } from "@flit/core/map-line";
import type { TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { proposeValues } from "@flit/matcher/values/propose-values";
import type { DraftKnowledge } from "./draft-knowledge.ts";

/** An edit of a line as the person saw it. */
export interface SeenEdit {
  readonly lineId: string;
  readonly revision: number;
  readonly edit: LineEdit;
}

/** Edits that change no rule and no column. */
export type LineDecision = Extract<LineEdit, { readonly kind: "confirm" | "ignore" | "reopen" }>["kind"];

/** Decides any number of lines as one act; asks nothing of the pair, so that a key press is answered at once. */
export function decideLines(
  store: TenantStore,
  migrationId: string,
  act: Act,
  seen: readonly Omit<SeenEdit, "edit">[],
  kind: LineDecision,
): Promise<readonly MapLine[]> {
  const edits = seen.map((one) => ({ ...one, edit: { kind } }));
  return changeLines(store, migrationId, act, edits, applyEdit);
}

/** Carries out any number of edits as one act: all of them or, when one is refused, none. */
export function editLines(
  store: TenantStore,
  migrationId: string,
  act: Act,
  edits: readonly SeenEdit[],
  { curated, tablesOf }: Pick<DraftKnowledge, "curated" | "tablesOf">,
): Promise<readonly MapLine[]> {
  const tables = tablesOf([]);
  return changeLines(store, migrationId, act, edits, (line, edit) => {
    refuseColumn(line, edit, curated);
    const edited = applyEdit(line, edit);
    if (edit.kind !== "column") return edited;
    // Another column has other options: what was proposed for the old one would be numbers without a meaning there.
    const value = ruleForColumn(line, edit.column, { curated, tables, propose: proposeValues });
    return { ...edited, value: { ...edited.value, value } };
  });
}

function changeLines(
  store: TenantStore,
  migrationId: string,
  act: Act,
  edits: readonly SeenEdit[],
  change: (line: MapLine, edit: LineEdit) => EditedLine,
): Promise<readonly MapLine[]> {
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const lines = new Map((await tx.mapDraft.lines(migrationId)).map((line) => [line.id, line]));
    const changes = edits.map(({ lineId, revision, edit }): LineChange => {
      const line = lines.get(lineId);
      if (!line) throw new Refusal("stale", "This line is not in the map any more. Load the page again.");
      return { kind: "change", lineId, revision, after: change(line, edit) };
    });
    return tx.mapDraft.change(migrationId, act, changes);
  });
}

/** Takes a map file in as one act; what it cannot take is answered with reasons. */
export async function importDraft(
  store: TenantStore,
  migrationId: string,
  act: Act,
  file: unknown,
  curated: CuratedMap,
): Promise<MapImport> {
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const result = importMap(file, await tx.mapDraft.lines(migrationId), curated);
    await tx.mapDraft.change(migrationId, act, result.changes);
    return result;
  });
}

function refuseColumn(line: MapLine, edit: LineEdit, curated: CuratedMap): void {
  const map = curated.objects.find(({ key }) => key === line.mapping);
  if (edit.kind !== "create" || !map) return;
  const problem = ownColumnProblem({ table: map.target.table, column: edit.column }, curated);
  if (problem !== null) throw new Refusal("own-column", problem);
}
