import type { RunHealth } from "@flit/core/run-health";
import type { Tone } from "../../ui/status.tsx";

/** How runs do, as staff read it. */
export const healthWords: Readonly<Record<RunHealth, { readonly tone: Tone; readonly word: string }>> = {
  good: { tone: "busy", word: "Running" },
  waiting: { tone: "info", word: "Waiting" },
  "needs-someone": { tone: "warn", word: "Needs somebody" },
  paused: { tone: "neutral", word: "Paused" },
  stuck: { tone: "bad", word: "Stuck" },
  "no-worker": { tone: "bad", word: "No worker" },
  over: { tone: "good", word: "Over" },
  failed: { tone: "bad", word: "Failed" },
};
