import { longestSentence } from "@flit/core/plain-words";
import { z } from "zod";
import { distinctBuckets, fillBuckets, lengthBuckets, patternClasses } from "./coarse-profile.ts";

/** Types of fields and columns as they are told; anything else is `other`. */
export const toldTypes = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "number",
  "boolean",
  "date",
  "instant",
  "choice",
  "choices",
  "paragraph",
  "list",
  "link",
  "object",
  "other",
] as const;

const label = z.string().max(200);
const options = z.array(z.string().max(100)).max(30).readonly();
const type = z.enum(toldTypes);

/**
 * What is told of a field: what the account's settings call it, and its values in buckets. Strict on purpose: a member
 * nobody declared here is an error, not something sent.
 */
const toldField = z.strictObject({
  id: z.string().regex(/^f\d{1,3}$/),
  label,
  section: label.nullable(),
  type,
  options,
  profile: z.strictObject({
    fill: z.enum(fillBuckets),
    distinct: z.enum(distinctBuckets),
    length: z.enum(lengthBuckets),
    pattern: z.enum(patternClasses),
  }),
});
export type ToldField = Readonly<z.infer<typeof toldField>>;

/** What is told of a column: what the environment publishes of it. */
const toldColumn = z.strictObject({
  id: z.string().regex(/^c\d{1,2}$/),
  name: z.string().max(128),
  label: label.nullable(),
  type,
  maxLength: z.int().positive().nullable(),
  options,
});
export type ToldColumn = Readonly<z.infer<typeof toldColumn>>;

/** Most fields in one call, and most columns offered for one. */
export const mostFields = 8;
export const mostCandidates = 10;
export const mostNames = 4;

/** What an unclear label could mean. */
export const meaningPayload = z.strictObject({
  ask: z.literal("meaning"),
  fields: z.array(toldField).min(1).max(mostFields).readonly(),
});
export type MeaningPayload = Readonly<z.infer<typeof meaningPayload>>;

/** Which of the columns the matcher found fits. */
export const choicePayload = z.strictObject({
  ask: z.literal("choice"),
  fields: z
    .array(
      toldField.extend({
        /** As the model itself put it before. */
        alsoCalled: z.array(z.string().max(60)).max(mostNames).readonly(),
        candidates: z.array(toldColumn).min(1).max(mostCandidates).readonly(),
      }),
    )
    .min(1)
    .max(mostFields)
    .readonly(),
});
export type ChoicePayload = Readonly<z.infer<typeof choicePayload>>;

/** Most fields a sentence can name. */
export const mostNameable = 40;

/** What a person typed, to be put into words the rules read. The one text that is nobody's label: see `wordsRequest`. */
export const wordsPayload = z.strictObject({
  ask: z.literal("words"),
  said: z.string().max(longestSentence),
  /** Fields that can be named, the line's own first. */
  fields: z.array(z.strictObject({ label, type })).max(mostNameable).readonly(),
  /** The column that is filled. */
  column: z.strictObject({ type, options }).nullable(),
  /** Sentences the rules read, as examples of what can be answered. */
  forms: z.array(z.string().max(500)).min(1).max(60).readonly(),
});
export type WordsPayload = Readonly<z.infer<typeof wordsPayload>>;

/** A trial: no word of a clinic. */
export const testPayload = z.strictObject({ ask: z.literal("test"), fields: z.tuple([toldField]).readonly() });
export type TestPayload = Readonly<z.infer<typeof testPayload>>;

/** Everything that is ever sent to a model. */
export type Payload = MeaningPayload | ChoicePayload | WordsPayload | TestPayload;
export const payloadSchema = z.discriminatedUnion("ask", [meaningPayload, choicePayload, wordsPayload, testPayload]);
