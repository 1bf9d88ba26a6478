import type { Expression } from "./mapping.ts";

/** A field that words can name. */
export interface WordField {
  readonly label: string;
  /** Where it stands, to tell fields of one label apart; null where nothing says. */
  readonly where: string | null;
  readonly type: string;
  /** The rule that reads it. */
  readonly rule: Expression;
}

/** What words are read against: names only, no record's value. */
export interface WordContext {
  /** What "it" is: the field of the line, null when the line has none. */
  readonly subject: Expression | null;
  readonly fields: readonly WordField[];
  /** The column that is filled, null when there is none. */
  readonly column: {
    readonly type: string;
    readonly options: readonly { readonly value: number; readonly label: string }[];
  } | null;
  /** Time zone in which days are read. */
  readonly timeZone: string | null;
}

/** A rule that words led to, told back in other words, with what it loses. */
export interface ReadRule {
  readonly value: Expression;
  readonly description: string;
  /** What is lost on the way; null when nothing is. */
  readonly loses: string | null;
}

/** What words came to. Nothing is ever guessed: what was not said plainly is asked. */
export type PlainWordsAnswer =
  | ({ readonly kind: "rule" } & ReadRule)
  | {
      readonly kind: "ambiguous";
      readonly question: string;
      readonly choices: readonly ({ readonly label: string } & ReadRule)[];
    }
  | { readonly kind: "not-understood"; readonly reason: string; readonly examples: readonly string[] };

/** Longer sentences nobody checks. */
export const longestSentence = 300;
