import type { Run, Step, StepKind } from "@flit/core/run";
import type { LimitingFactor } from "@flit/core/run-eta";
import type { RunPulse } from "@flit/core/run-figures";
import type { RatedAccount } from "@flit/worker/platforms";

const doing: Readonly<Record<StepKind, string>> = {
  extract: "Reading",
  profile: "Describing the fields of",
  preflight: "Trying the map on every record",
  provision: "Making tables and columns",
  census: "Looking for what was deleted among",
  load: "Writing",
  finish: "Setting states of",
  files: "Carrying files",
  verify: "Reading back",
  survey: "Counting what stands in Dynamics of",
  balance: "Adding up",
  undo: "Taking back",
  "undo-schema": "Taking tables and columns back",
  prove: "Proving that everything is as before",
  gather: "Looking up what hangs on the chosen records",
  preview: "Looking at what would happen to",
  "preview-end": "Adding up what would happen",
};
const alone: readonly StepKind[] = [
  "preflight",
  "provision",
  "files",
  "balance",
  "undo-schema",
  "prove",
  "gather",
  "preview-end",
];

/** Kinds of steps as the timeline tells that they are done. */
export const doneWords: Readonly<Record<StepKind, string>> = {
  extract: "Cliniko was read",
  profile: "Fields were described",
  preflight: "The map was tried on every record",
  provision: "Tables and columns were made",
  census: "Deleted records were looked for",
  load: "Records were written",
  finish: "States were set",
  files: "Files were carried",
  verify: "Everything was read back and compared",
  survey: "What stands in Dynamics was counted",
  balance: "The books were added up",
  undo: "Records were taken back",
  "undo-schema": "Tables and columns were taken back",
  prove: "The proof was made",
  gather: "What hangs on the chosen records was looked up",
  preview: "Every row was looked at",
  "preview-end": "The preview was added up",
};

export const platformNames = { cliniko: "Cliniko", dynamics: "Dynamics", sharepoint: "SharePoint" } as const;
type Platform = keyof typeof platformNames;

/** What a run does, in a sentence. */
export function sayDoing(
  run: Pick<Run, "state" | "failure">,
  steps: readonly Step[],
  pulse: RunPulse,
  title: (subject: string) => string,
): string {
  switch (run.state) {
    case "completed":
      return "Everything is done and adds up.";
    case "incomplete":
      return "Done. Some records need somebody to look.";
    case "failed":
      return "It could not go on.";
    case "cancelled":
      return "Stopped before its end. What was written stays and counts.";
    case "paused":
      return run.failure === null
        ? "Paused. Nothing is lost; it goes on where it stopped."
        : "It stopped and waits for you.";
    case "running": {
      const at = pulse.working.length > 0 ? pulse.working : begun(steps);
      const [first] = at;
      if (first === undefined) return "Finishing.";
      if (alone.includes(first.kind)) return `${doing[first.kind]}.`;
      const titles = [...new Set(at.filter(({ kind }) => kind === first.kind).map(({ subject }) => title(subject)))];
      return `${doing[first.kind]} ${list(titles)}.`;
    }
  }
}

/** Steps that are under way between two turns, else the one that comes next. */
function begun(steps: readonly Step[]): readonly Pick<Step, "kind" | "subject">[] {
  const open = steps.filter(({ state }) => state !== "done");
  const under = open.filter(({ progress, state }) => progress.done > 0 || state === "waiting");
  return under.length > 0 ? under : open.slice(0, 1);
}

function list(titles: readonly string[]): string {
  const [one = "", other, ...more] = titles;
  if (other === undefined) return one;
  return more.length === 0 ? `${one} and ${other}` : `${one}, ${other} and ${more.length} more`;
}

/** What a run waits for; null while it works. */
export function sayWaiting(
  pulse: RunPulse,
  blocked: readonly { readonly key: string; readonly until: string }[],
  accounts: readonly RatedAccount[],
): { readonly what: string; readonly until: string | null; readonly why: string } | null {
  const held = [...blocked].sort((one, other) => Date.parse(other.until) - Date.parse(one.until))[0];
  const account = accounts.find(({ key }) => key === held?.key);
  // A wait of a second is part of working.
  if (held && account && Date.parse(held.until) - Date.parse(pulse.now) > 2_000)
    return {
      what: platformNames[account.platform],
      until: held.until,
      why: "it asked us to slow down. It goes on by itself",
    };
  if (pulse.waits.length === 0 || pulse.working.length > 0) return null;
  const next = [...pulse.waits].sort((one, other) => Date.parse(one.until) - Date.parse(other.until))[0];
  if (!next) return null;
  const platform = platformOf(next.kind);
  return { what: platformNames[platform], until: next.until, why: whyOf(next.code, platform, accounts) };
}

const reasons: Readonly<Record<string, string>> = {
  "answers-lost": "answers were lost; what was written is being found out",
  "requests-in-flight": "writes of an earlier run are still on their way",
  throttled: "it asked us to slow down",
};

/** Why a step waits, by its code. */
export function whyOf(code: string, platform: Platform, accounts: readonly RatedAccount[]): string {
  if (code === "rate-window") {
    const limit = accounts.find((account) => account.platform === platform)?.perMinute;
    return limit === undefined
      ? "as many requests as may leave in a minute are on their way"
      : `all ${Math.round(limit).toLocaleString("en-AU")} requests of this minute are used`;
  }
  const known = reasons[code];
  if (known !== undefined) return known;
  return `it did not answer as it should (${code})`;
}

/** Whose answer a kind of step waits for. */
export function platformOf(kind: StepKind): Platform {
  if (kind === "extract" || kind === "census") return "cliniko";
  return kind === "files" ? "sharepoint" : "dynamics";
}

/** What keeps a run from being faster, named. */
export function sayLimit(limitedBy: LimitingFactor, accounts: readonly RatedAccount[], workers: number): string {
  const limit = (platform: Platform) =>
    Math.round(accounts.find((account) => account.platform === platform)?.perMinute ?? 0).toLocaleString("en-AU");
  switch (limitedBy) {
    case "cliniko":
      return `Cliniko's limit: ${limit("cliniko")} requests a minute`;
    case "dynamics":
      return `Dynamics' service protection: ${limit("dynamics")} requests a minute`;
    case "sharepoint":
      return `SharePoint's limit: ${limit("sharepoint")} requests a minute`;
    case "files":
      return "files, which are sent one after the other";
    case "no-worker":
      return "no worker is running";
    case "worker":
      return workers === 1 ? "the pace of one worker" : `the pace of ${workers} workers`;
  }
}
