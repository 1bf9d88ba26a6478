import type { ModelResult, ModelResults } from "@flit/core/model-settings";
import { longestSentence } from "@flit/core/plain-words";
import type { Json } from "@flit/core/record";
import { z } from "zod";
import { mostNames, type Payload } from "./payload.ts";
import { plain } from "./plain.ts";
import { type ModelRequest, noneOfThem, sentenceId } from "./request.ts";

/** What a model said of one field, or of what somebody typed. */
export type FieldAnswer =
  | { readonly kind: "meaning"; readonly names: readonly string[]; readonly meaning: string }
  /** Null: none of the columns. */
  | { readonly kind: "choice"; readonly candidate: string | null }
  /** Null: no form says it. */
  | { readonly kind: "words"; readonly sentence: string | null };

/** A model's answer, field by field: what was not offered or not in shape is left out and counted. */
export interface ReadAnswer {
  readonly fields: ReadonlyMap<string, FieldAnswer>;
  readonly results: ModelResults;
}

const longestName = 60;
const longestMeaning = 160;
const meaning = z.object({ names: z.array(z.string()), meaning: z.string() });
const shape = z.record(z.string(), z.unknown());

/** Reads an answer. Never throws: whatever came, at worst nothing of it counts. */
export function readAnswer({ payload }: ModelRequest, answer: Json): ReadAnswer {
  const parsed = shape.safeParse(answer);
  const given = parsed.success ? parsed.data : {};
  const fields = new Map<string, FieldAnswer>();
  const counts: Partial<Record<ModelResult, number>> = {};
  const note = (result: ModelResult) => {
    counts[result] = (counts[result] ?? 0) + 1;
  };
  for (const { id, read } of asked(payload)) {
    const value = Object.hasOwn(given, id) ? given[id] : undefined;
    const answer = read(value);
    if (answer !== null) fields.set(id, answer);
    note(value === undefined ? "missing" : answer === null ? "not-offered" : "usable");
  }
  return { fields, results: counts };
}

interface Asked {
  readonly id: string;
  read(value: unknown): FieldAnswer | null;
}

function asked(payload: Payload): readonly Asked[] {
  switch (payload.ask) {
    case "words":
      return [{ id: sentenceId, read: readSentence }];
    case "choice":
      return payload.fields.map(({ id, candidates }) => {
        const offered = candidates.map((candidate) => candidate.id);
        return { id, read: (value) => readChoice(value, offered) };
      });
    default:
      return payload.fields.map(({ id }) => ({ id, read: readMeaning }));
  }
}

function readChoice(value: unknown, offered: readonly string[]): FieldAnswer | null {
  if (value === noneOfThem) return { kind: "choice", candidate: null };
  const candidate = offered.find((id) => id === value);
  return candidate === undefined ? null : { kind: "choice", candidate };
}

function readSentence(value: unknown): FieldAnswer | null {
  if (typeof value !== "string" || value.length > longestSentence) return null;
  const sentence = plain(value, longestSentence);
  if (sentence === "") return null;
  return { kind: "words", sentence: sentence.toLowerCase() === noneOfThem ? null : sentence };
}

function readMeaning(value: unknown): FieldAnswer | null {
  const read = meaning.safeParse(value);
  if (!read.success) return null;
  const names = read.data.names.map((name) => plain(name, longestName)).filter((name) => name !== "");
  return { kind: "meaning", names: names.slice(0, mostNames), meaning: plain(read.data.meaning, longestMeaning) };
}
