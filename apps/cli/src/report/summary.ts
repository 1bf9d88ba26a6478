import { reasonInWords, takenBySibling } from "@flit/pairs/cliniko-dynamics365/reasons";
import type { Terminal } from "../terminal.ts";
import { isReconciled, issueCount, type Report } from "./report.ts";

/** Prints a report as a clinic owner would want to hear it. */
export function printSummary(made: Report, terminal: Terminal): void {
  terminal.heading(made.rollback ? "What had arrived" : "What arrived");
  const rows = [...Map.groupBy(made.objects, (row) => row.object)].map(([object, group]) => ({
    object,
    arrived: group.reduce((sum, row) => sum + row.created + row.updated + row.matched, 0),
    skipped: group.reduce((sum, row) => sum + total(leftOut(row)), 0),
    rejected: group.reduce((sum, row) => sum + total(row.rejected), 0),
    checked: group.reduce((sum, row) => sum + row.verified + row.edited, 0),
    differences: group.reduce((sum, row) => sum + row.mismatched, 0),
  }));
  terminal.line(
    `  ${"".padEnd(20)}${["arrived", "left out", "refused", "compared", "different"].map((title) => title.padStart(11)).join("")}`,
  );
  for (const row of rows) {
    const numbers = [row.arrived, row.skipped, row.rejected, row.checked, row.differences];
    terminal.line(
      `  ${row.object.padEnd(20)}${numbers.map((value) => value.toLocaleString("en").padStart(11)).join("")}`,
    );
  }
  const reasons = reasonsOf(made);
  if (reasons.length > 0) terminal.line("");
  for (const { object, count, what, reason } of reasons)
    terminal.line(`  ${object}: ${count.toLocaleString("en")} ${what}, ${reason}`);
  const gone = vanishedOf(made);
  if (gone.length + made.notCounted.length > 0) terminal.line("");
  for (const { object, count } of gone)
    terminal.line(
      `  ${object}: ${count.toLocaleString("en")} deleted for good in Cliniko since; rows they had are kept and marked`,
    );
  const blind = blindSpot(made);
  if (blind !== null) terminal.line(`  ${blind}`);
  terminal.line("");
  terminal.line(
    `  Files: ${made.files.stored} of ${made.files.source} stored, ${made.files.skipped} left out, ${made.files.rejected} refused`,
  );
  terminal.line("");
  terminal.line(
    `  residual ${made.residual} · unknown ${sum(made, "unknown")} · mismatched ${sum(made, "mismatched")} · conflicts ${made.conflicts.length}`,
  );
  terminal.line(
    `  audit trail: ${made.audit.events.toLocaleString("en")} events, ${made.audit.firstBroken === null ? "chain intact" : `broken at ${made.audit.firstBroken}`}`,
  );
  const { cliniko, dataverse, graph, throttled } = made.requests;
  terminal.line(
    `  requests: Cliniko ${cliniko}, Dataverse ${dataverse}, Graph ${graph}; told to slow down ${throttled} times; peak memory of a worker ${made.peakRssMb} MB`,
  );
  terminal.line(`  time: ${made.phases.map((phase) => `${phase.name} ${phase.seconds} s`).join(", ")}`);
  terminal.line("");
  terminal.line(verdict(made));
}

/** Why records were left out or refused, in words, per object. */
export function reasonsOf(
  made: Report,
): readonly { readonly object: string; readonly count: number; readonly what: string; readonly reason: string }[] {
  const sums = new Map<string, { object: string; count: number; what: string; reason: string }>();
  for (const row of made.objects) {
    for (const [what, entries] of [
      ["left out", leftOut(row)],
      ["refused", row.rejected],
    ] as const) {
      for (const entry of entries) {
        const key = [row.object, what, entry.reason].join();
        const count = (sums.get(key)?.count ?? 0) + entry.count;
        sums.set(key, { object: row.object, count, what, reason: reasonInWords(entry.reason) });
      }
    }
  }
  return [...sums.values()];
}

/** Where deletions could not be looked for; null where they could everywhere. */
export function blindSpot({ notCounted }: Report): string | null {
  if (notCounted.length === 0) return null;
  return `What was deleted for good in ${notCounted.map(inWords).join(", ")} is not known: use an administrator's key`;
}

function inWords(object: string): string {
  return object.replaceAll("_", " ");
}

/** How many records of each of Cliniko's lists were deleted for good since they were read. */
export function vanishedOf(made: Report): readonly { readonly object: string; readonly count: number }[] {
  return [...Map.groupBy(made.vanished, ({ object }) => object)].map(([object, group]) => ({
    object: inWords(object),
    count: group.length,
  }));
}

/** What was left out for good: not what a sibling map of the same object takes. */
function leftOut(row: Report["objects"][number]): readonly { readonly reason: string; readonly count: number }[] {
  return row.skipped.filter(({ reason }) => reason !== takenBySibling);
}

/** One sentence that a clinic owner understands. */
export function verdict(made: Report): string {
  if (made.rollback) {
    const { deleted, filesRemoved, kept, provedEqual } = made.rollback;
    const taken = `${deleted.toLocaleString("en")} rows and ${filesRemoved.toLocaleString("en")} files were taken back`;
    return provedEqual
      ? `Dynamics is as it was before: ${taken}, and reading back proved it.`
      : `Dynamics is not quite as before: ${taken}, ${kept.length} rows were kept because people use or changed them.`;
  }
  if (!isReconciled(made)) return "Not complete: some records are unaccounted for or differ. See report.html.";
  const issues = issueCount(made);
  if (issues > 0)
    return `Complete with ${issues} issue(s) for a person to look at; everything else arrived and was compared field by field.`;
  return "Complete: every record is accounted for and every mapped field was read back and compared.";
}

function sum(made: Report, name: "unknown" | "mismatched"): number {
  return made.objects.reduce((total, row) => total + row[name], 0);
}

function total(entries: readonly { readonly count: number }[]): number {
  return entries.reduce((all, entry) => all + entry.count, 0);
}
