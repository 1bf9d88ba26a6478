import type { ModelResult, ModelResults } from "@flit/core/model-settings";
import type { Json } from "@flit/core/record";
import { z } from "zod";
import { mostNames } from "./payload.ts";
import { type ModelRequest, noneOfThem } from "./request.ts";
import { plain } from "./tell.ts";

/** What a model said of one field. */
export type FieldAnswer =
  | { readonly kind: "meaning"; readonly names: readonly string[]; readonly meaning: string }
  /** Null: none of the columns. */
  | { readonly kind: "choice"; readonly candidate: string | null };

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
  for (const field of payload.fields) {
    const value = Object.hasOwn(given, field.id) ? given[field.id] : undefined;
    const offered = "candidates" in field ? field.candidates.map(({ id }) => id) : null;
    const read = offered === null ? readMeaning(value) : readChoice(value, offered);
    if (read !== null) fields.set(field.id, read);
    note(value === undefined ? "missing" : read === null ? "not-offered" : "usable");
  }
  return { fields, results: counts };
}

function readChoice(value: unknown, offered: readonly string[]): FieldAnswer | null {
  if (value === noneOfThem) return { kind: "choice", candidate: null };
  const candidate = offered.find((id) => id === value);
  return candidate === undefined ? null : { kind: "choice", candidate };
}

function readMeaning(value: unknown): FieldAnswer | null {
  const read = meaning.safeParse(value);
  if (!read.success) return null;
  const names = read.data.names.map((name) => plain(name, longestName)).filter((name) => name !== "");
  return { kind: "meaning", names: names.slice(0, mostNames), meaning: plain(read.data.meaning, longestMeaning) };
}
