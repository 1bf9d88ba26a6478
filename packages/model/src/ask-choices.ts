import type { Matcher, MatchMemory, TargetColumn } from "@flit/core/matcher";
import type { AskModel, ModelReply } from "./ask-model.ts";
import { type ChoicePayload, mostCandidates } from "./payload.ts";
import { requestOf } from "./request.ts";
import { shuffledTwice } from "./shuffled.ts";
import { tellColumn } from "./tell.ts";
import type { Choice, Meaning, Told } from "./told.ts";

interface Around {
  readonly target: readonly TargetColumn[];
  /** Columns some field has already. */
  readonly taken: ReadonlySet<string>;
  readonly matcher: Matcher;
  readonly memory: MatchMemory;
  readonly ask: AskModel;
}

interface Offer {
  readonly one: Told;
  readonly meaning: Meaning | undefined;
  readonly candidates: readonly TargetColumn[];
}

/** Has the model choose among what the matcher found, twice with the candidates in another order, by field. */
export async function askChoices(
  batch: readonly Told[],
  meanings: ReadonlyMap<string, Meaning>,
  around: Around,
): Promise<ReadonlyMap<string, Choice>> {
  const offers = batch
    .map((one): Offer => {
      const meaning = meanings.get(one.field.id);
      return { one, meaning, candidates: candidatesOf(one, meaning?.names ?? [], around) };
    })
    .filter(({ candidates }) => candidates.length > 0);
  if (offers.length === 0) return new Map();
  const orders = offers.map(({ one, candidates }) => shuffledTwice(candidates, one.field.id));
  const pick = (turn: 0 | 1) => offers.map((offer, place) => ({ ...offer, candidates: orders[place]?.[turn] ?? [] }));
  const [first, second] = [pick(0), pick(1)];
  // One after the other: where the first has no answer, the second would be for nothing.
  const one = await around.ask(requestOf(choiceOf(first)));
  const other: ModelReply = one.kind === "failed" ? one : await around.ask(requestOf(choiceOf(second)));
  return new Map(
    offers.map(({ one: { field, told }, meaning, candidates }, place) => {
      const offered = candidates.map(({ name }) => name);
      const answers = [chosen(one, told.id, first[place]), chosen(other, told.id, second[place])] as const;
      return [field.id, { offered, meaning: meaning?.meaning ?? null, verdict: verdictOf(...answers) }];
    }),
  );
}

/** Columns the matcher found for the field, then for the other names of it; none that another field has. */
function candidatesOf(
  { field, proposal }: Told,
  names: readonly string[],
  { target, taken, matcher, memory }: Around,
): readonly TargetColumn[] {
  const found = [proposal, ...names.flatMap((label) => matcher.propose([{ ...field, label }], target, memory))];
  const ranked = found.flatMap(({ column, runnersUp }) => [
    ...(column === null ? [] : [column]),
    ...runnersUp.map((one) => one.column),
  ]);
  return [...new Set(ranked)]
    .filter((name) => name === proposal.column || !taken.has(name))
    .flatMap((name) => target.filter((column) => column.name === name))
    .slice(0, mostCandidates);
}

function choiceOf(offers: readonly Offer[]): ChoicePayload {
  return {
    ask: "choice",
    fields: offers.map(({ one: { told }, meaning, candidates }) => ({
      ...told,
      alsoCalled: [...(meaning?.names ?? [])],
      candidates: candidates.map((column, place) => tellColumn(`c${place + 1}`, column)),
    })),
  };
}

/** The column chosen, null for none of them; undefined: nothing that counts. */
function chosen(reply: ModelReply, id: string, offer: Offer | undefined): string | null | undefined {
  const answer = reply.kind === "answered" ? reply.answer.fields.get(id) : undefined;
  if (answer?.kind !== "choice") return undefined;
  if (answer.candidate === null) return null;
  return offer?.candidates[Number(answer.candidate.slice(1)) - 1]?.name;
}

function verdictOf(first: string | null | undefined, second: string | null | undefined): Choice["verdict"] {
  if (first === undefined || second === undefined) return { kind: "no-answer" };
  return first === second ? { kind: "agreed", column: first } : { kind: "disagreed" };
}
