import type { Job } from "@flit/cli/job";
import { collectReport, type Report } from "@flit/cli/report/report";
import type { Sandbox } from "@flit/sandbox/sandbox";
import { expect } from "vitest";

/**
 * I1 every record accounted for · I3 ledger and destination agree · I4 the audit chain holds · I5 exactly one committed
 * create for each id, no hidden second update. Both sides are asked: our books, and the sandbox's own log.
 */
export async function expectInvariants(job: Job, sandbox: Sandbox): Promise<Report> {
  const report = await collectReport(job);
  const sums = report.objects.map(({ mapping, unknown, mismatched, rejected }) => ({
    mapping,
    unknown,
    mismatched,
    rejected,
  }));
  expect(sums).toEqual(sums.map(({ mapping }) => ({ mapping, unknown: 0, mismatched: 0, rejected: [] })));
  expect(report).toMatchObject({ residual: 0, audit: { firstBroken: null } });
  const log = sandbox.dataverse.server.commitLog;
  expect([...log.createsPerId()].filter(([, times]) => times > 1)).toEqual([]);
  expect(log.hiddenUpdates()).toEqual([]);
  return report;
}

/** Rows that provisioning makes: they belong to the schema. */
const schemaTables: ReadonlySet<string> = new Set(["publisher", "solution"]);

/** I2: rows the application made in the sandbox are the rows the ledger says it made, both ways. */
export async function expectSameRows(job: Job, sandbox: Sandbox): Promise<void> {
  const { migration, store } = await job.open();
  const counts = await store.transact((tx) => tx.ledger.count(migration.id));
  const said = new Set<string>();
  for (const mapping of new Set(counts.map((entry) => entry.mapping))) {
    for (let after = 0; ; ) {
      const page = await store.transact((tx) => tx.ledger.page(migration.id, mapping, after, 1_000));
      for (const { kind, state, table, rowId } of page) {
        if (kind === "create" && ["applied", "verified", "mismatched"].includes(state)) said.add(`${table}:${rowId}`);
        if (kind === "delete" && ["applied", "verified"].includes(state)) said.delete(`${table}:${rowId}`);
      }
      const last = page.at(-1);
      if (!last) break;
      after = last.seq;
    }
  }
  const entries = [...sandbox.dataverse.server.commitLog.entries()];
  const made = new Set(
    entries
      .filter(({ op, by, table }) => op === "create" && by === "app" && !schemaTables.has(table))
      .map(({ table, id }) => `${table}:${id}`),
  );
  for (const { op, table, id } of entries) if (op === "delete") made.delete(`${table}:${id}`);
  expect([...made].filter((row) => !said.has(row))).toEqual([]);
  expect([...said].filter((row) => !made.has(row))).toEqual([]);
}
