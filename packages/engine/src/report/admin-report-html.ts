import type { MigrationReport } from "@flit/core/migration-report";
import { facts, list, number, reportPage, table, text, when } from "./html-parts.ts";
import { verdict } from "./report-words.ts";
import { decided, fingerprints, rollbacks, signatures } from "./shared-sections.ts";

const states: Readonly<Record<string, string>> = {
  done: "made",
  pending: "not made yet",
  existed: "was there",
  removed: "taken back",
  kept: "kept by the rollback",
};

/** The hand-over report for the Dynamics admin: schema, rights, writes, books by table and every fingerprint. */
export function adminReportHtml(made: MigrationReport): string {
  const { requests, writes } = made;
  return reportPage(`Dynamics report: ${made.name}`, [
    `<h1>${text(made.name)}</h1>`,
    `<p class="soft">Hand-over report for the Dynamics admin${made.environment === null ? "" : ` · ${text(made.environment)}`} · ${when(made.writtenAt)}</p>`,
    `<p class="lead">${text(verdict(made))}</p>`,
    facts("What was written", [
      ["Rows created", number(writes.creates)],
      ["Rows updated", number(writes.updates)],
      ["Rows deleted", number(writes.deletes)],
      ["Files sent", number(writes.files)],
      [
        "Requests",
        requests &&
          `Dataverse ${number(requests.dataverse)}, Graph ${number(requests.graph)}, Cliniko ${number(requests.cliniko)}; told to slow down ${number(requests.throttled)} times`,
      ],
    ]),
    table(
      "Books by map",
      [
        "Map",
        "Source",
        "Created",
        "Updated",
        "Matched",
        "Left out",
        "Refused",
        "Unknown",
        "Verified",
        "Edited",
        "Different",
      ],
      made.objects.map((row) => [
        row.mapping,
        row.source,
        row.created,
        row.updated,
        row.matched,
        sum(row.skipped),
        sum(row.rejected),
        row.unknown,
        row.verified,
        row.edited,
        row.mismatched,
      ]),
    ),
    table("Schema", ["Table", "Kind", "State", "Parts", "Names"], schemaRows(made)),
    table(
      "Rights of the application user, by table",
      ["Table", "Rights"],
      made.privileges.tables.map((row) => [row.table, row.rights.join(", ")]),
    ),
    table(
      "Rights by name",
      ["Privilege", "Why"],
      made.privileges.named.map(({ name, reason }) => [name, reason]),
    ),
    `<p class="soft">After the hand-over the application user and its role can be taken away. A rollback needs them.</p>`,
    table(
      "Runs",
      ["Run", "Began", "Ended", "State", "Id"],
      made.runs.map((run) => [
        run.isPart ? `${run.kind} (a part)` : run.kind,
        when(run.startedAt),
        run.finishedAt === null ? "" : when(run.finishedAt),
        run.state,
        run.id,
      ]),
    ),
    list(
      "Values made to fit or not understood",
      made.notes.map((note) => `${note.mapping}.${note.column}: ${number(note.count)} ${note.kind}`),
    ),
    list(
      "Fields Cliniko sent that its documents do not name",
      made.unknownKeys.map((one) => `${one.object}.${one.key}: ${number(one.count)}`),
    ),
    list(
      "Kept as people changed them",
      made.conflicts.map((one) => `${one.mapping} ${one.sourceId}, row ${one.rowId}: ${one.column} (${one.kind})`),
    ),
    decided(made),
    signatures(made, true),
    rollbacks(made),
    list(
      "Kept by the rollback",
      (made.rollback?.kept ?? []).map(({ id, reason }) => `${id}: ${reason}`),
    ),
    facts("Fingerprints", [
      ...fingerprints(made),
      ["Schema before", made.rollback?.schemaBefore ?? null],
      ["Schema now", made.rollback?.schemaAfter ?? null],
    ]),
    table(
      `Ends of the audit trail (${number(made.audit.events)} entries${made.audit.isVerified ? (made.audit.firstBroken === null ? ", recomputed and unbroken" : ", broken") : ""})`,
      ["Chain", "Fingerprint"],
      Object.entries(made.audit.heads).map(([chain, hash]) => [chain, hash]),
    ),
  ]);
}

function sum(entries: readonly { readonly count: number }[]): number {
  return entries.reduce((all, { count }) => all + count, 0);
}

/** Parts of the schema by table, kind and state: hundreds of columns in a few lines. */
function schemaRows({ schema }: MigrationReport): readonly (readonly (string | number)[])[] {
  const named = schema.map(({ key, kind, state }) => {
    const name = key.slice(key.indexOf(" ") + 1);
    const dot = name.indexOf(".");
    return { table: dot < 0 ? name : name.slice(0, dot), name: dot < 0 ? name : name.slice(dot + 1), kind, state };
  });
  return [...Map.groupBy(named, ({ table: of, kind, state }) => `${of} ${kind} ${state}`).values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const names = group.map(({ name }) => name).join(", ");
      return [[first.table, first.kind, states[first.state] ?? first.state, group.length, names] as const];
    })
    .toSorted(([one], [other]) => one.localeCompare(other));
}
