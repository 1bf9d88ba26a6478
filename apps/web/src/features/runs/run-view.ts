import { runKinds, runStates } from "@flit/core/run";
import { z } from "zod";

/** A run as pages show it while it goes on: a sentence, what is done of what, and what stopped it. */
export const runView = z.object({
  id: z.string(),
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** What it does or waits for, in a sentence. */
  sentence: z.string(),
  /** Why it stopped for a person and what to do; null while it needs nobody. */
  trouble: z.object({ what: z.string(), whatToDo: z.string() }).nullable(),
  parts: z.array(z.object({ title: z.string(), done: z.number(), total: z.number().nullable(), isDone: z.boolean() })),
});
export type RunView = z.infer<typeof runView>;

export const runWish = z.enum(["pause", "resume", "cancel"]);
