import type { AskModel } from "./ask-model.ts";
import type { HeldBack } from "./held-back.ts";
import { requestOf } from "./request.ts";
import type { Meaning, Told } from "./told.ts";

/**
 * Asks what the labels nothing was found for could mean, by field. Without an answer nobody has another name; null when
 * the question waits: then what rests on its answer waits as well.
 */
export async function askMeanings(
  batch: readonly Told[],
  ask: AskModel,
  held: HeldBack,
): Promise<ReadonlyMap<string, Meaning> | null> {
  const unclear = batch.filter(({ proposal }) => proposal.band === "unsure");
  if (unclear.length === 0) return new Map();
  const reply = await ask(requestOf({ ask: "meaning", fields: unclear.map(({ told }) => told) }));
  if (reply.kind === "failed") return reply.why === "later" ? null : new Map();
  return new Map(
    unclear.flatMap(({ field, told }) => {
      const answer = reply.answer.fields.get(told.id);
      if (answer?.kind !== "meaning") return [];
      // What comes back goes out again: it is held back like a label.
      const names = answer.names.filter((name) => !held.holds(field.id, name));
      return [[field.id, { names, meaning: held.holds(field.id, answer.meaning) ? "" : answer.meaning }] as const];
    }),
  );
}
