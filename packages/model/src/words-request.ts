import type { WordContext } from "@flit/core/plain-words";
import type { HeldBack } from "./held-back.ts";
import { mostNameable } from "./payload.ts";
import { plain } from "./plain.ts";
import { type ModelRequest, requestOf } from "./request.ts";
import { longestLabel, tellOptions, typeOf } from "./tell.ts";

/** What somebody typed, and what can be told around it. */
export interface Typed {
  readonly said: string;
  /** Audited fields the line reads now, as profiles name them: `patients.city`. */
  readonly own: readonly string[];
  readonly fields: readonly { readonly id: string; readonly label: string; readonly type: string }[];
  readonly column: WordContext["column"];
  /** Sentences the rules read, with labels that may be told. */
  forms(labels: readonly string[]): readonly string[];
}

/**
 * The question what was typed means in words the rules read; null when a value of a record stands in it: then nothing
 * may be sent. A person's own words are the one text here that no settings wrote, so they are told whole or not at all.
 */
export function wordsRequest({ said, own, fields, column, forms }: Typed, held: HeldBack): ModelRequest | null {
  const told = plain(said);
  const isHeld = (text: string) => ["", ...own].some((id) => held.holds(id, text));
  if (isHeld(told)) return null;
  const labels = [...fields]
    .toSorted((a, b) => Number(own.includes(b.id)) - Number(own.includes(a.id)))
    .map(({ id, label, type }) => ({ id, label: plain(label, longestLabel), type: typeOf(type) }))
    .filter(({ id, label }) => label !== "" && !held.holds(id, label));
  const nameable = [...new Map(labels.map(({ label, type }) => [label, { label, type }])).values()];
  const offered = nameable.slice(0, mostNameable);
  return requestOf({
    ask: "words",
    said: told,
    fields: offered,
    column: column && {
      type: typeOf(column.type),
      options: tellOptions(
        column.options.map(({ label }) => label),
        isHeld,
      ),
    },
    forms: [...forms(offered.map(({ label }) => label))],
  });
}
