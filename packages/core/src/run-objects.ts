import type { Run, Step } from "./run.ts";
import type { Tallies } from "./run-figures.ts";

/** One map's records in a run, as people follow them. */
export interface RunObject {
  readonly mapping: string;
  readonly title: string;
  /** Records the source has, as far as is known. */
  readonly found: number;
  /** Of these, read into staging. */
  readonly read: number;
  /** Created or updated. */
  readonly written: number;
  /** Stand for rows that were there: practitioners who are users. */
  readonly matched: number;
  /** Read back since, and as they should be or edited by people. */
  readonly verified: number;
  /** Left out with a reason. */
  readonly leftOut: number;
  /** Refused, different when read back, or without an answer. */
  readonly attention: number;
  /** Rows of the ledger that a rollback takes back, has taken back, and keeps because people changed them. */
  readonly undone: { readonly left: number; readonly reverted: number; readonly kept: number };
  readonly state: "later" | "now" | "done";
}

export interface RunObjectsInput {
  readonly run: Pick<Run, "kind" | "state" | "scope">;
  readonly steps: readonly Step[];
  readonly maps: readonly { readonly key: string; readonly title: string; readonly object: string }[];
  readonly tallies: Tallies;
  /** Maps whose steps somebody works on. */
  readonly working: readonly string[];
  /** Records by object as the last audit counted them. */
  readonly audited: ReadonlyMap<string, number>;
}

/** What became of the records of each map, from the totals: no record is counted anew. */
export function runObjects({ run, steps, maps, tallies, working, audited }: RunObjectsInput): readonly RunObject[] {
  const isLimited = run.kind === "sample" || run.scope !== null;
  return maps.map(({ key, title, object }) => {
    const own = steps.filter(({ subject, kind }) => subject === key && kind !== "extract" && kind !== "census");
    const staged = sum(tallies.staged.filter((one) => one.object === object));
    const inRun = Math.max(0, ...own.map(({ progress }) => progress.total ?? 0));
    const accounts = tallies.accounts.filter(({ mapping }) => mapping === key);
    const entries = tallies.ledger.filter(({ mapping }) => mapping === key);
    const of = (...outcomes: readonly string[]) => sum(accounts.filter(({ outcome }) => outcomes.includes(outcome)));
    const inState = (...states: readonly string[]) => sum(entries.filter(({ state }) => states.includes(state)));
    // While a run writes, what is on its way is nobody's worry; afterwards it has no answer.
    const open = run.state === "running" ? inState("unknown") : inState("unknown", "intended");
    return {
      mapping: key,
      title,
      found: isLimited ? inRun : Math.max(staged, audited.get(object) ?? 0),
      read: isLimited ? inRun : staged,
      written: of("created", "updated"),
      matched: of("matched"),
      verified: sum(accounts.filter(({ verification }) => verification === "verified" || verification === "edited")),
      leftOut: of("skipped"),
      attention: of("rejected") + sum(accounts.filter(({ verification }) => verification === "mismatched")) + open,
      undone: {
        left: inState("applied", "verified", "mismatched"),
        reverted: inState("reverted"),
        kept: inState("kept"),
      },
      state:
        own.length > 0 && own.every(({ state }) => state === "done")
          ? "done"
          : working.includes(key) || own.some(isBegun)
            ? "now"
            : "later",
    };
  });
}

function isBegun({ state, progress }: Step): boolean {
  return state === "done" || state === "waiting" || progress.done > 0;
}

function sum(entries: readonly { readonly count: number }[]): number {
  return entries.reduce((total, { count }) => total + count, 0);
}
