import { columnSpecSchema } from "@flit/core/map-draft/own-columns";
import { confidenceBands } from "@flit/core/map-line";
import type { Expression } from "@flit/core/mapping";
import { expressionSchema } from "@flit/core/mapping-schema";
import { modelFailures } from "@flit/core/model-settings";
import { z } from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const expression: z.ZodType<Expression> = expressionSchema;

/** One table of choices: each value of the source and what it becomes. */
export const choiceTableView = z.object({
  index: z.number(),
  source: z.string(),
  rows: z.array(
    z.object({
      /** Values the audit found and the map does not name are patients' values: masked by role. */
      value: z.string(),
      isMasked: z.boolean(),
      count: z.number().nullable(),
      isDecided: z.boolean(),
      /** Decided: its records are held, with an issue. */
      isHeld: z.boolean(),
      to: scalar,
      /** What an undecided value probably becomes; null: nothing is near enough, or it is masked. */
      proposal: z
        .object({ to: scalar, label: z.string(), band: z.enum(confidenceBands), reason: z.string() })
        .nullable(),
    }),
  ),
  /** What all other values become; absent: their records are held. */
  otherwise: scalar.optional(),
  /** Whether the column is yet to be made, and can have an option more. */
  canAdd: z.boolean(),
});
export type ChoiceTableView = z.infer<typeof choiceTableView>;

/** Everything the editor shows of a line beside what the list shows. */
export const lineDetail = z.object({
  id: z.string(),
  revision: z.number(),
  value: expression,
  runnersUp: z.array(z.object({ column: z.string(), label: z.string(), reason: z.string() })),
  choices: z.array(choiceTableView),
  /** What is written where the source is empty; null: nothing. */
  fallback: scalar,
  /** A column suited to the field; null where no single field stands behind the line. */
  suggestion: columnSpecSchema.nullable(),
  history: z.array(
    z.object({ act: z.string(), words: z.string(), by: z.string(), at: z.string(), isUndone: z.boolean() }),
  ),
  comments: z.array(z.object({ id: z.string(), text: z.string(), by: z.string(), at: z.string() })),
});
export type LineDetail = z.infer<typeof lineDetail>;

const readRule = z.object({
  value: expression,
  /** The rule told back in words. */
  description: z.string(),
  /** What is lost on the way; null when nothing is. */
  loses: z.string().nullable(),
});

const choiceOfRule = readRule.extend({ label: z.string() });

/** What a sentence in plain words came to. */
export const plainWordsAnswer = z.discriminatedUnion("kind", [
  readRule.extend({ kind: z.literal("rule") }),
  z.object({ kind: z.literal("ambiguous"), question: z.string(), choices: z.array(choiceOfRule) }),
  z.object({ kind: z.literal("not-understood"), reason: z.string(), examples: z.array(z.string()) }),
]);
export type PlainWordsView = z.infer<typeof plainWordsAnswer>;

/** Whether the clinic's model can be asked about a sentence: the exact text, or why it is not sent. */
export const wordsOffer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("askable"), text: z.string(), digest: z.string() }),
  z.object({ kind: z.literal("held-back"), why: z.string() }),
]);
export type WordsOffer = z.infer<typeof wordsOffer>;

/** How a model put a sentence, and the rules that makes; or why the answer made here stands. */
export const wordsByModel = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("said"),
    sentence: z.string(),
    question: z.string(),
    choices: z.array(choiceOfRule),
  }),
  z.object({
    kind: z.literal("nothing"),
    why: z.enum([...modelFailures, "over-budget", "later", "none", "not-understood"]),
  }),
]);
export type WordsByModelView = z.infer<typeof wordsByModel>;

const cell = z.object({
  column: z.string().nullable(),
  /** As the column would hold it, masked by role; null: empty. */
  text: z.string().nullable(),
  /** What happened to it on the way, in words. */
  note: z.string().nullable(),
});

/** A line before and after an edit, on one real record. */
export const previewRow = z.object({ record: z.string(), before: cell, after: cell, isChanged: z.boolean() });
export type PreviewRow = z.infer<typeof previewRow>;

/** What a rule of an object can name, and where it can lead. */
export const objectParts = z.object({
  /** Publisher prefix that names of new columns begin with. */
  prefix: z.string(),
  /** Values of new options begin with it. */
  optionPrefix: z.number(),
  columns: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      maxLength: z.number().nullable(),
      isNew: z.boolean(),
      options: z.array(z.object({ value: z.number(), label: z.string() })),
    }),
  ),
  groups: z.array(
    z.object({
      /** Null: the record itself. */
      alias: z.string().nullable(),
      /** Whether there are any number of them: rules go through them one by one. */
      isMany: z.boolean(),
      title: z.string(),
      fields: z.array(z.object({ path: z.string(), label: z.string(), type: z.string() })),
    }),
  ),
});
export type ObjectParts = z.infer<typeof objectParts>;
