import { confidenceBands, lineDecisions } from "@flit/core/map-line";
import { z } from "zod";

const person = z.string().nullable();

/** A line of the map as lists show it: names and rules of fields, counts, no patient's value. */
export const lineView = z.object({
  id: z.string(),
  mapping: z.string(),
  position: z.number(),
  /** The field it is mainly made of. */
  source: z.object({
    label: z.string(),
    path: z.string(),
    object: z.string(),
    type: z.string(),
    section: z.string().nullable(),
    isCustom: z.boolean(),
  }),
  /** The rule in words. */
  rule: z.string(),
  /** Null: the field stays in Cliniko. */
  column: z
    .object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      maxLength: z.number().nullable(),
      /** `own`: people had it made; `planned`: the migration makes it; `missing`: nobody does. */
      state: z.enum(["existing", "planned", "own", "missing"]),
    })
    .nullable(),
  band: z.enum(confidenceBands).nullable(),
  reason: z.string(),
  loses: z.string().nullable(),
  isLocked: z.boolean(),
  /** Whether it says something else than was proposed. */
  isChanged: z.boolean(),
  hasChoices: z.boolean(),
  decision: z.enum(lineDecisions),
  decidedBy: person,
  decidedAt: person,
  revision: z.number(),
  problems: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(["blocking", "warning"]),
      what: z.string(),
      which: z.string(),
      whatToDo: z.string(),
    }),
  ),
  /** Of the fullest field it reads; null when the audit counted none. */
  counts: z.object({ filled: z.number(), records: z.number(), distinct: z.number(), longest: z.number() }).nullable(),
  /** What looking at it is worth; only its order means something. */
  risk: z.number(),
  comments: z.number(),
});
export type LineView = z.infer<typeof lineView>;

/** How far the lines of one object are. */
export const objectView = z.object({
  key: z.string(),
  title: z.string(),
  table: z.string(),
  total: z.number(),
  decided: z.number(),
  blocking: z.number(),
});
export type ObjectView = z.infer<typeof objectView>;
