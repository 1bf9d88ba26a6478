import type { RunState } from "@flit/core/run";
import type { Tone } from "../../ui/status.tsx";

/** States of runs as people read them. */
export const runStateWords: Readonly<Record<RunState, { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: "busy", word: "Running" },
  paused: { tone: "warn", word: "Paused" },
  completed: { tone: "good", word: "Complete" },
  incomplete: { tone: "warn", word: "Complete with issues" },
  failed: { tone: "bad", word: "Failed" },
  cancelled: { tone: "neutral", word: "Stopped" },
};
