import { isSameJson } from "@flit/core/canonical-json";
import type { ConfidenceBand, MapLine, ProposalOrigin } from "@flit/core/map-line";
import { Refusal } from "@flit/core/refusal";
import { proposeDraft } from "@flit/engine/mapping/propose-draft";
import { recordedAsk } from "@flit/model/recorded-ask";
import type { knowledgeEndpoints } from "../../features/knowledge/endpoints.ts";
import { migrationOf } from "../clinics/handlers.ts";
import type { Handlers } from "../handler.ts";
import { within } from "../mapping/change-handlers.ts";
import { openReview } from "../mapping/open-review.ts";
import { askedMatcher, nextRequests } from "./draft-questions.ts";
import { callOf, modelOf, needConsent } from "./model-handlers.ts";

/** Of one press: people wait for it. */
const mostCalls = 30;
const patienceMs = 60_000;

type Questions = Pick<typeof knowledgeEndpoints, "readQuestions" | "askModel">;

/** What a model is asked about one map. */
export const questionHandlers: Handlers<Questions> = {
  readQuestions: async (call) => {
    const { store, params } = call;
    const lines = await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      return tx.mapDraft.lines(id);
    });
    if (lines.length === 0) return { isProposed: false, origins: [], next: [] };
    const { knowledge } = await openReview(call);
    const next = await nextRequests(store, params.migration, knowledge);
    return {
      isProposed: true,
      origins: originsOf(lines),
      next: next.map(({ text, digest, payload }) => ({ text, digest, fields: payload.fields.length })),
    };
  },

  askModel: async (call) => {
    const { store, params, who, role, log } = call;
    const { model, before } = await store.transact(async (tx) => {
      const { id } = await migrationOf(tx, params.migration);
      return { model: await modelOf(tx), before: await tx.mapDraft.lines(id) };
    });
    if (before.length === 0) throw new Refusal("no-draft", "There is no map yet. Have one proposed first.");
    needConsent(model);
    const { knowledge } = await openReview(call);
    const by = { id: who.person.id, name: who.person.name };
    const recorded = recordedAsk({
      store,
      migrationId: params.migration,
      by,
      role,
      model,
      mostCalls,
      patienceMs,
      isRepeated: false,
      call: callOf(model),
    });
    const matcher = await askedMatcher(store, params.migration, knowledge, recorded.ask);
    const { calls, tokens, failed } = recorded.figures();
    return store.transact(async (tx) => {
      const after = await proposeDraft(within(store, tx), params.migration, knowledge, matcher);
      const changed = countChanged(before, after);
      await log(tx, { calls, tokens, changed, failed: Object.values(failed).reduce((sum, count) => sum + count, 0) });
      return { calls, tokens, changed, failed };
    });
  },
};

/** How many lines came about how. */
function originsOf(lines: readonly MapLine[]) {
  const counts = new Map<string, { origin: ProposalOrigin; band: ConfidenceBand; lines: number }>();
  for (const { proposal } of lines) {
    if (proposal === null || proposal.isLocked) continue;
    const origin = proposal.origin ?? "curated";
    const key = `${origin} ${proposal.band}`;
    counts.set(key, { origin, band: proposal.band, lines: (counts.get(key)?.lines ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** A line that says the same, only with another reason, is not proposed otherwise. */
function countChanged(before: readonly MapLine[], after: readonly MapLine[]): number {
  const said = ({ proposal }: MapLine) => proposal && { ...proposal, reason: "", probability: 0 };
  const old = new Map(before.map((line) => [line.id, said(line)]));
  return after.filter((line) => !isSameJson(old.get(line.id) ?? null, said(line))).length;
}
