import { blindSpot, objectSums, reasonsOf, vanishedOf, verdict } from "@flit/engine/report/report-words";
import type { Terminal } from "../terminal.ts";
import type { Report } from "./report.ts";

/** Prints a report as a clinic owner would want to hear it. */
export function printSummary(made: Report, terminal: Terminal): void {
  terminal.heading(made.rollback ? "What had arrived" : "What arrived");
  terminal.line(
    `  ${"".padEnd(20)}${["arrived", "left out", "refused", "compared", "different"].map((title) => title.padStart(11)).join("")}`,
  );
  for (const row of objectSums(made)) {
    const numbers = [row.arrived, row.leftOut, row.refused, row.compared, row.different];
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
  const { cliniko, dataverse, graph, throttled } = made.requests ?? {
    cliniko: 0,
    dataverse: 0,
    graph: 0,
    throttled: 0,
  };
  terminal.line(
    `  requests: Cliniko ${cliniko}, Dataverse ${dataverse}, Graph ${graph}; told to slow down ${throttled} times; peak memory of a worker ${made.peakRssMb ?? 0} MB`,
  );
  terminal.line(`  time: ${made.phases.map((phase) => `${phase.name} ${phase.seconds} s`).join(", ")}`);
  terminal.line("");
  terminal.line(verdict(made));
}

function sum(made: Report, name: "unknown" | "mismatched"): number {
  return made.objects.reduce((total, row) => total + row[name], 0);
}
