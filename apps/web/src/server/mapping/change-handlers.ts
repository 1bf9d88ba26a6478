import { randomUUID } from "node:crypto";
import type { MapLine } from "@flit/core/map-line";
import type { StoreTransaction, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { decideLines, editLines } from "@flit/engine/mapping/edit-lines";
import { proposeDraft } from "@flit/engine/mapping/propose-draft";
import type { mappingEndpoints } from "../../features/mapping/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall, Handlers } from "../handler.ts";
import { rememberingMatcher } from "../knowledge/draft-questions.ts";
import { Problem } from "../problem.ts";
import { openReview } from "./open-review.ts";

type Change = Pick<typeof mappingEndpoints, "proposeMap" | "decideLines" | "editLine" | "undoMap" | "commentLine">;

/** What people do to the map. */
export const changeHandlers: Handlers<Change> = {
  proposeMap: async (call) => {
    const { store, params, log } = call;
    await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      if ((await tx.inventory.report(id)) === null)
        throw new Refusal("not-read", "The map is proposed from what the audit finds. Run the audit first.");
    });
    const { knowledge } = await openReview(call);
    const matcher = await rememberingMatcher(store, params.migration, knowledge);
    const lines = await store.transact(async (tx) => {
      const proposed = await proposeDraft(within(store, tx), params.migration, knowledge, matcher);
      await log(tx, { lines: proposed.length });
      return proposed;
    });
    return { lines: lines.length };
  },

  decideLines: ({ store, params, body, who, log }) => {
    const act = actOf({ who });
    const seen = body.lines.map(({ id, revision }) => ({ lineId: id, revision }));
    return store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const lines = await decideLines(within(store, tx), id, act, seen, body.decision);
      await log(tx, { act: act.id, decision: body.decision, lines: lines.length });
      return actedOn(act.id, lines);
    });
  },

  editLine: async (call) => {
    const { store, params, body, log } = call;
    const { knowledge } = await openReview(call);
    const { id, revision, edit } = body;
    const act = actOf(call);
    return store.transact(async (tx) => {
      const edits = [{ lineId: id, revision, edit }];
      const lines = await editLines(within(store, tx), params.migration, act, edits, knowledge);
      await log(tx, { act: act.id, line: id, kind: edit.kind });
      return actedOn(act.id, lines);
    });
  },

  undoMap: ({ store, params, body, who, log }) =>
    store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      const by = { id: who.person.id, name: who.person.name };
      const { act, lineIds } = await tx.mapDraft.undo(id, by, body.act ?? undefined);
      await log(tx, { act, lines: lineIds.length });
      const undone = new Set(lineIds);
      const lines = (await tx.mapDraft.lines(id)).filter((line) => undone.has(line.id));
      return { lines: lines.map(({ id: line, revision, decision }) => ({ id: line, revision, decision })) };
    }),

  commentLine: async ({ store, params, body, who, log }) => {
    await store.transact(async (tx) => {
      const { id: migrationId } = await migrationOf(tx, params.migration);
      const line = await tx.mapDraft.line(migrationId, body.line);
      if (!line) throw new Problem(404, "not-found", "This line is not in the map any more. Load the page again.");
      const by = { id: who.person.id, name: who.person.name };
      const comment = { id: randomUUID(), lineId: line.id, text: body.text, by };
      await tx.mapDraft.addComment(migrationId, comment);
      await log(tx, { line: line.id, comment: comment.id });
    });
    return {};
  },
};

/** A store whose transactions are all this one: a use case and its log entry stand or fall together. */
export function within({ tenantId }: TenantStore, tx: StoreTransaction): TenantStore {
  return { tenantId, transact: (work) => work(tx) };
}

/** A new act of the person who calls. */
export function actOf({ who }: Pick<ClinicCall<unknown, unknown>, "who">) {
  return { id: randomUUID(), by: { id: who.person.id, name: who.person.name } };
}

function actedOn(act: string, lines: readonly MapLine[]) {
  return { act, lines: lines.map(({ id, revision }) => ({ id, revision })) };
}
