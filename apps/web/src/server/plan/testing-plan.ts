import { randomUUID } from "node:crypto";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import { dueSteps } from "@flit/db/dispatcher";
import { editLines } from "@flit/engine/mapping/edit-lines";
import { freezeMap } from "@flit/engine/mapping/freeze-map";
import { loadKnowledge } from "@flit/engine/mapping/load-knowledge";
import { proposeDraft } from "@flit/engine/mapping/propose-draft";
import { runStep } from "@flit/engine/run-step";
import type { Composition } from "@flit/worker/compose";

const leaseMs = 30_000;

/** A migration whose map people decide without the pages. */
export interface TestingMap {
  /** Changes one line. */
  edit(lineId: string, edit: LineEdit): Promise<void>;
  /** Confirms every open line and freezes the map. */
  freeze(): Promise<void>;
}

/** Has a map proposed for a connected migration. */
export async function proposeTestingMap(
  composition: Composition,
  clinicId: string,
  migrationId: string,
): Promise<TestingMap> {
  const store = composition.store(clinicId);
  const migration = await store.transact((tx) => tx.migrations.get(migrationId));
  if (!migration) throw new Error("no migration");
  const destination = composition.destination(clinicId, migration);
  const knowledge = await loadKnowledge({ store, migration, files: {} }, (tables) => destination.describe(tables));
  const by = { id: randomUUID(), name: "Cora Clinic" };
  await proposeDraft(store, migrationId, knowledge);
  const change = async (edits: (line: { id: string; decision: string; isLocked: boolean }) => LineEdit | null) => {
    const lines = await store.transact((tx) => tx.mapDraft.lines(migrationId));
    const wanted = lines.flatMap(({ id, revision, decision, proposal }) => {
      const edit = edits({ id, decision, isLocked: proposal?.isLocked === true });
      return edit === null ? [] : [{ lineId: id, revision, edit }];
    });
    await editLines(store, migrationId, { id: randomUUID(), by }, wanted, knowledge);
  };
  return {
    edit: (lineId, edit) => change(({ id }) => (id === lineId ? edit : null)),
    freeze: async () => {
      await change(({ decision, isLocked }) => (decision === "open" && !isLocked ? { kind: "confirm" } : null));
      await freezeMap(store, migrationId, by, knowledge);
    },
  };
}

/** Works on whatever is due, as workers do, until nothing is. */
export async function workUntilIdle(composition: Composition): Promise<void> {
  const runner = {
    store: composition.store,
    open: composition.open,
    leaseMs,
    onFault: () => undefined,
    onSlow: () => undefined,
  };
  for (;;) {
    const due = await dueSteps(composition.client, { perTenant: 10, max: 10 });
    if (due.length === 0) return;
    for (const step of due) {
      const outcome = await runStep(runner, step);
      if (outcome.next === "wait") await new Promise((resolve) => setTimeout(resolve, outcome.delayMs));
    }
  }
}
