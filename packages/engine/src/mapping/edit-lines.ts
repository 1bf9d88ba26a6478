import { applyEdit } from "@flit/core/map-draft/apply-edit";
import type { CuratedMap } from "@flit/core/map-draft/curated-map";
import type { LineChange } from "@flit/core/map-draft/line-change";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import { importMap, type MapImport } from "@flit/core/map-draft/map-file";
import { ownColumnProblem } from "@flit/core/map-draft/own-columns";
import type { Act } from "@flit/core/map-draft/store";
import type { MapLine } from "@flit/core/map-line";
import type { TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";

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
  return changeLines(store, migrationId, act, edits, () => undefined);
}

/** Carries out any number of edits as one act: all of them or, when one is refused, none. */
export function editLines(
  store: TenantStore,
  migrationId: string,
  act: Act,
  edits: readonly SeenEdit[],
  curated: CuratedMap,
): Promise<readonly MapLine[]> {
  return changeLines(store, migrationId, act, edits, (line, edit) => refuseColumn(line, edit, curated));
}

function changeLines(
  store: TenantStore,
  migrationId: string,
  act: Act,
  edits: readonly SeenEdit[],
  refuse: (line: MapLine, edit: LineEdit) => void,
): Promise<readonly MapLine[]> {
  return store.transact(async (tx) => {
    await tx.mapDraft.lock(migrationId);
    const lines = new Map((await tx.mapDraft.lines(migrationId)).map((line) => [line.id, line]));
    const changes = edits.map(({ lineId, revision, edit }): LineChange => {
      const line = lines.get(lineId);
      if (!line) throw new Refusal("stale", "This line is not in the map any more. Load the page again.");
      refuse(line, edit);
      return { kind: "change", lineId, revision, after: applyEdit(line, edit) };
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
