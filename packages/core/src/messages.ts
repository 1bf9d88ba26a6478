import type { TenantRole } from "./permissions.ts";
import type { RunKind, RunState } from "./run.ts";

/** What a message says: names of a clinic's migrations, states, codes and counts; never a value of a record. */
export type MessageContent = {
  readonly event: "run.ended" | "run.needs-someone" | "test";
  readonly at: string;
  readonly clinic: string;
  readonly migration: { readonly id: string; readonly name: string } | null;
  readonly run: { readonly id: string; readonly kind: RunKind; readonly state: RunState } | null;
  /** Code of what it waits for. */
  readonly code: string | null;
  readonly counts: {
    readonly written: number;
    readonly leftOut: number;
    readonly refused: number;
    readonly verified: number;
    readonly different: number;
  } | null;
  /** Page that shows it; null when the installation does not know its address. */
  readonly link: string | null;
};

/** Kinds of runs as people read them. */
export const runNames: Readonly<Record<RunKind, string>> = {
  audit: "Audit",
  provision: "Creation of tables and columns",
  sample: "Sample",
  rehearsal: "Rehearsal of the rollback",
  load: "Full run",
  delta: "Delta",
  verify: "Re-check",
  rollback: "Rollback",
  "rollback-preview": "Preview of a rollback",
};

const endings: Readonly<Record<RunState, string>> = {
  running: "goes on",
  paused: "waits for somebody",
  completed: "is complete",
  incomplete: "is complete with issues",
  failed: "failed",
  cancelled: "was stopped",
};

/** Who is told of what before anybody has chosen. */
export function wishOf(role: TenantRole): { readonly whenEnded: boolean; readonly whenNeeded: boolean } {
  const isTold = role === "owner" || role === "clinic-admin";
  return { whenEnded: isTold, whenNeeded: isTold || role === "operator" };
}

/** A message as an e-mail. */
export function mailOf(content: MessageContent): { readonly subject: string; readonly text: string } {
  const { run, migration, counts, link } = content;
  if (run === null || migration === null)
    return {
      subject: `${content.clinic}: test message from FlitStack`,
      text: "This is the test message you asked for. Messages about runs will arrive like this one.",
    };
  const what = `${runNames[run.kind]} ${endings[run.state]}`;
  const lines = [
    `${migration.name}: ${lower(what)}.`,
    ...(content.event === "run.needs-someone"
      ? [`It stopped and waits for you${content.code === null ? "" : ` (${content.code})`}. Nothing is lost.`]
      : []),
    ...(counts === null ? [] : [countLines(counts)]),
    ...(link === null ? [] : [`Look at it here:\n${link}`]),
    "You get this message because your clinic's settings say so. It holds no patient's data.",
  ];
  return { subject: `${content.clinic}: ${what}`, text: lines.join("\n\n") };
}

/** How long until a message that failed is tried again; null when it is given up. `attempts` made so far. */
export function retryInMs(attempts: number): number | null {
  const minutes = [0.5, 2, 10, 30, 120, 360, 720];
  const wait = minutes[attempts - 1];
  return wait === undefined ? null : wait * 60_000;
}

function countLines(counts: NonNullable<MessageContent["counts"]>): string {
  const rows: readonly (readonly [string, number])[] = [
    ["Written", counts.written],
    ["Read back and equal", counts.verified],
    ["Left out with a reason", counts.leftOut],
    ["Could not be written", counts.refused],
    ["Different when read back", counts.different],
  ];
  return rows.map(([name, count]) => `${name}: ${count.toLocaleString("en-AU")}`).join("\n");
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
