import type { MigrationReport } from "@flit/core/migration-report";
import { list, number, text, when } from "./html-parts.ts";
import { keptCount } from "./report-words.ts";

const kinds: Readonly<Record<string, string>> = { plan: "Schema plan", sample: "Sample" };

/** Signatures as they were given, the voided ones too. */
export function signatures({ decisions }: MigrationReport, isWhole: boolean): string {
  const shown = decisions.signatures.map(({ kind, by, role, at, statement, digest, voided }) => {
    const note = voided === null ? "" : `<p><b>Void since ${when(voided.at)}:</b> ${text(voided.why)}</p>`;
    const code = isWhole ? digest : digest.slice(0, 12);
    return `<blockquote><p>${text(kinds[kind] ?? kind)}: ${text(statement)}</p>
<p>Signed “${text(by)}”, ${text(role)}, ${when(at)}. <span class="mono">${text(code)}</span></p>${note}</blockquote>`;
  });
  return shown.length === 0 ? "" : `<h2>Signatures</h2>\n${shown.join("\n")}`;
}

/** Who decided what, in sentences. */
export function decided({ decisions }: MigrationReport): string {
  const { lines, maps, warnings, owners } = decisions;
  return list("Decisions", [
    ...lines.map(
      ({ by, confirmed, ignored }) =>
        `${by} confirmed ${number(confirmed)} fields of the map and left ${number(ignored)} out`,
    ),
    ...maps.map(({ number: version, by, at }) => `${by} froze the map as version ${version}, ${when(at)}`),
    ...warnings.map(({ by, why, reason, at }) => `${by} accepted, ${when(at)}: ${why} Reason: ${reason}`),
    ...(owners.matched + owners.chosen + owners.toFallback === 0
      ? []
      : [
          `Practitioners: ${owners.matched} matched by e-mail, ${owners.chosen} named by people, ${owners.toFallback} to the fallback owner`,
        ]),
  ]);
}

/** What was rolled back, by whom and why, and what the proof said. */
export function rollbacks(made: MigrationReport): string {
  const { rollback, decisions } = made;
  const asked = decisions.rollbacks.map(({ by, role, at, reason }) => `${by}, ${role}, ${when(at)}: ${reason}`);
  const proof = rollback
    ? [
        `${number(rollback.deleted)} rows and ${number(rollback.filesRemoved)} files taken back, ${number(rollback.schemaRemoved)} parts of the schema removed`,
        rollback.provedEqual
          ? "Read back: Dynamics is as it was before"
          : `Read back: as before, but for ${number(keptCount(made))} rows that people use or changed and ${rollback.schemaKept.length} parts of the schema with them`,
      ]
    : [];
  return list("Rollback", [...asked, ...proof]);
}

/** Fingerprints that a later copy can be compared with. */
export function fingerprints({ digests, actionLog }: MigrationReport) {
  return [
    ["Map", digests.map],
    ["Schema plan", digests.plan],
    ["Plan as signed", digests.approvedPlan],
    ["Audit of the account", digests.audit],
    ["Log of actions", actionLog && `${actionLog.hash}`],
    ["Its last entry", actionLog && number(actionLog.position)],
  ] as const;
}
