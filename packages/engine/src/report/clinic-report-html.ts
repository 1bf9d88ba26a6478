import { isReconciled, issueCount, type MigrationReport } from "@flit/core/migration-report";
import { facts, list, number, reportPage, table, text, when } from "./html-parts.ts";
import { blindSpot, objectSums, reasonsOf, vanishedOf, verdict } from "./report-words.ts";
import { decided, fingerprints, rollbacks, signatures } from "./shared-sections.ts";

/** The hand-over report for the clinic: plain words, one self-contained page to print or keep. */
export function clinicReportHtml(made: MigrationReport): string {
  const sums = objectSums(made);
  const blind = blindSpot(made);
  const total = (pick: (row: (typeof sums)[number]) => number) => sums.reduce((all, row) => all + pick(row), 0);
  const reasons = reasonsOf(made);
  return reportPage(`Migration report: ${made.name}`, [
    `<h1>${text(made.name)}</h1>`,
    `<p class="soft">Hand-over report for the clinic · Cliniko to Dynamics 365 Sales${made.environment === null ? "" : ` · ${text(made.environment)}`} · ${when(made.writtenAt)}</p>`,
    `<p class="lead ${tone(made)}">${text(verdict(made))}</p>`,
    `<div class="figures">${[
      ["records arrived", total((row) => row.arrived)],
      ["files stored", made.files.stored],
      ["left out, with a reason", total((row) => row.leftOut)],
      ["refused", total((row) => row.refused)],
      ["rows compared field by field", total((row) => row.compared)],
      ["records without an account", made.residual],
    ]
      .map(([name, value]) => `<div><b>${number(Number(value))}</b>${name}</div>`)
      .join("")}</div>`,
    table(
      made.rollback ? "What had moved" : "What moved",
      [
        "Object",
        "In Cliniko",
        "Arrived",
        "Left out",
        "Refused",
        "Rows in Dynamics",
        "Compared",
        "Edited since",
        "Different",
      ],
      sums.map((row) => [
        row.object,
        row.source,
        row.arrived,
        row.leftOut,
        row.refused,
        row.rows,
        row.compared,
        row.edited,
        row.different,
      ]),
    ),
    `<p class="soft">One record of Cliniko may become several rows in Dynamics: an appointment is a task and an appointment row. A practitioner may be a user who was there. Files: ${number(made.files.stored)} of ${number(made.files.source)} stored.</p>`,
    table(
      "What did not move, and why",
      ["Object", "Records", "What", "Why"],
      reasons.map(({ object, count, what, reason }) => [object, count, what, reason]),
    ),
    list(
      "Deleted for good in Cliniko since; rows they had are kept and marked as archived",
      vanishedOf(made).map(({ object, count }) => `${object}: ${number(count)}`),
    ),
    list("Not looked for", blind === null ? [] : [blind]),
    list(
      "Kept as people changed them in Dynamics",
      made.conflicts.map(
        (one) => `${one.mapping} ${one.sourceId}: ${one.column === "*" ? "deleted there" : one.column}`,
      ),
    ),
    list(
      "Practitioners without a Dynamics user: their records belong to the fallback owner",
      made.unresolvedOwners.map((id) => `Cliniko practitioner ${id}`),
    ),
    decided(made),
    signatures(made, false),
    rollbacks(made),
    facts("Fingerprints", fingerprints(made)),
    `<p class="soft">Every write stands in an audit trail of ${number(made.audit.events)} entries${chainWords(made)}. Keep this page: its fingerprints show whether a later copy is the same. Migration <span class="mono">${text(made.migrationId)}</span>.</p>`,
  ]);
}

function tone(made: MigrationReport): string {
  if (made.rollback) return made.rollback.provedEqual ? "good" : "warn";
  if (!isReconciled(made)) return "bad";
  return issueCount(made) > 0 ? "warn" : "good";
}

function chainWords({ audit }: MigrationReport): string {
  if (!audit.isVerified) return "";
  return audit.firstBroken === null ? ", recomputed and unbroken" : `, broken at ${text(audit.firstBroken)}`;
}
