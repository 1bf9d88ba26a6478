import { fieldsOfLines } from "@flit/core/map-draft/fields-of-lines";
import type { FieldProposal, Matcher } from "@flit/core/matcher";
import type { TenantStore } from "@flit/core/ports";
import type { DraftKnowledge } from "@flit/engine/mapping/draft-knowledge";
import { draftMatcher } from "@flit/engine/mapping/draft-matcher";
import { proposedLines } from "@flit/engine/mapping/propose-draft";
import { answeredBy, listening } from "@flit/model/answered-by";
import type { AskModel } from "@flit/model/ask-model";
import { rememberedAsk } from "@flit/model/recorded-ask";
import { refine } from "@flit/model/refine";
import type { ModelRequest } from "@flit/model/request";

type Knowledge = Omit<DraftKnowledge, "findings">;

/**
 * The matcher of a draft after a model was asked about what it is not sure of. Asks outside any transaction; nothing is
 * stored but the record of the calls.
 */
export async function askedMatcher(
  store: TenantStore,
  migrationId: string,
  knowledge: Knowledge,
  ask: AskModel,
): Promise<Matcher> {
  const ear = listening(draftMatcher);
  const { curated, profiles } = knowledge;
  const { old } = await store.transact((tx) => proposedLines(tx, migrationId, knowledge, ear.matcher));
  const fields = fieldsOfLines(curated, profiles);
  const decided = new Set(
    old
      .flatMap(({ id, decision }) => (decision === "open" ? [] : [fields.get(id)?.id]))
      .filter((id) => id !== undefined),
  );
  // What the pair has checked by hand gives way to a sure answer only, and no model is ever that sure.
  const fixed = new Set(curated.matched.flatMap(({ field, isFixed }) => (isFixed ? [field.id] : [])));
  const isOpen = (id: string) => !decided.has(id) && !fixed.has(id);
  const asked = await Promise.all(
    ear.heard.map(async ({ source, target, memory, proposals }) => {
      const settings = { matcher: draftMatcher, memory, profiles, isOpen, ask };
      const refined = await refine(proposals, source, target, settings);
      return proposals.flatMap((offline, place) => {
        const after = refined[place];
        return after === undefined || after === offline ? [] : [[offline.field, { offline, refined: after }] as const];
      });
    }),
  );
  return answeredBy(draftMatcher, new Map<string, { offline: FieldProposal; refined: FieldProposal }>(asked.flat()));
}

/** The draft's matcher with what a model answered before; nothing is sent. */
export async function rememberingMatcher(
  store: TenantStore,
  migrationId: string,
  knowledge: Knowledge,
): Promise<Matcher> {
  const hasAnswers = (await store.transact((tx) => tx.model.count())) > 0;
  if (!hasAnswers) return draftMatcher;
  return askedMatcher(store, migrationId, knowledge, rememberedAsk(store));
}

/** The texts that would be sent next, in order. Sends nothing. */
export async function nextRequests(
  store: TenantStore,
  migrationId: string,
  knowledge: Knowledge,
): Promise<readonly ModelRequest[]> {
  const next: ModelRequest[] = [];
  const remembered = rememberedAsk(store);
  await askedMatcher(store, migrationId, knowledge, async (request) => {
    const reply = await remembered(request);
    if (reply.kind === "failed") next.push(request);
    return reply;
  });
  return next;
}
