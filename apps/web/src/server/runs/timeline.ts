import { type Role, roleNames } from "@flit/core/permissions";
import { type StepKind, stepKinds } from "@flit/core/run";
import type { RunEvent } from "@flit/core/run-figures";
import type { RatedAccount } from "@flit/worker/platforms";
import type { RunLine } from "../../features/runs/run-detail.ts";
import { doneWords, platformNames, platformOf, whyOf } from "./say.ts";

interface Doer {
  readonly at: string;
  readonly name: string;
  readonly role: string;
  readonly wish: string | null;
}

/** A change and its line in the log are written together; a start is logged once the platforms have answered. */
const togetherMs = 30_000;
const wishes: Readonly<Partial<Record<RunEvent["event"], string | null>>> = {
  started: null,
  paused: "pause",
  resumed: "resume",
  stopped: "cancel",
};

/** What happened to a run, in words, with who did it. Members are named to members only. */
export function timelineOf(
  events: readonly RunEvent[],
  doers: readonly Doer[],
  accounts: readonly RatedAccount[],
  viewer: Role,
): readonly RunLine[] {
  const shown = (doer: Doer) => {
    const role = Object.hasOwn(roleNames, doer.role) ? roleNames[doer.role as Role] : doer.role;
    return viewer === "staff" ? role : doer.name;
  };
  return events.map((event) => {
    const wish = wishes[event.event];
    const doer =
      wish === undefined
        ? undefined
        : doers.find((one) => one.wish === wish && Math.abs(Date.parse(one.at) - Date.parse(event.at)) < togetherMs);
    const { words, tone } = wordsOf(event, accounts);
    return { id: event.id, at: event.at, until: event.until, words, tone, by: doer ? shown(doer) : null };
  });
}

function wordsOf({ event, code, kind }: RunEvent, accounts: readonly RatedAccount[]): Pick<RunLine, "words" | "tone"> {
  switch (event) {
    case "started":
      return { words: "Started", tone: "info" };
    case "resumed":
      return { words: "Resumed", tone: "info" };
    case "paused":
      return { words: "Paused", tone: "neutral" };
    case "stopped":
      return { words: code === "rollback" ? "Stopped by a rollback" : "Stopped", tone: "neutral" };
    case "needs-someone":
      return { words: `Stopped for somebody to look${code === null ? "" : ` (${code})`}`, tone: "warn" };
    case "waiting": {
      const platform = platformOf(kind ?? "load");
      return {
        words: `Waited for ${platformNames[platform]}: ${whyOf(code ?? "", platform, accounts)}`,
        tone: "neutral",
      };
    }
    case "phase-done":
      return { words: isKind(code) ? doneWords[code] : "A part is done", tone: "good" };
    case "ended":
      return code === "completed"
        ? { words: "Complete", tone: "good" }
        : code === "incomplete"
          ? { words: "Complete with issues", tone: "warn" }
          : { words: "Failed", tone: "bad" };
  }
}

function isKind(code: string | null): code is StepKind {
  return stepKinds.some((kind) => kind === code);
}
