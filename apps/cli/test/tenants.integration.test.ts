import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "@flit/cli/job";
import { audit } from "@flit/cli/phases/audit";
import { deliver } from "@flit/cli/phases/deliver";
import { plan } from "@flit/cli/phases/plan";
import { collectReport } from "@flit/cli/report/report";
import { writeReport } from "@flit/cli/report/write-report";
import { tablesHolding } from "@flit/db/testing";
import { keysHolding } from "@flit/queue/testing-redis";
import { canaryMarker } from "@flit/sandbox/cliniko/canary";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "./clinic-on-trial.ts";
import { expectInvariants } from "./expect-invariants.ts";

type TrialSandbox = Awaited<ReturnType<typeof startTrialSandbox>>;
let sandboxes: readonly TrialSandbox[];
let product: Awaited<ReturnType<typeof startTrialProduct>>;
const terminal = quietTerminal();
beforeAll(async () => {
  sandboxes = await Promise.all([21, 22].map((seed) => startTrialSandbox({ seed, patients: 60 })));
  product = await startTrialProduct(terminal);
  product.startWorker();
  product.startWorker();
});
afterAll(() => Promise.all([...(sandboxes ?? []), product].map((one) => one?.close())));

/** Spellings in which a value could hide: as it is, as hexadecimal bytes, as base64 at its three offsets. */
const spellings = [
  canaryMarker,
  Buffer.from(canaryMarker).toString("hex"),
  ...[0, 1, 2].map((offset) =>
    Buffer.from("x".repeat(offset) + canaryMarker)
      .toString("base64")
      .slice(offset === 0 ? 0 : 4, -4),
  ),
];

test("two clinics that migrate at once never see each other, and no patient's value lies open in database, queue, logs or reports", {
  timeout: 300_000,
}, async () => {
  const jobs = await Promise.all(
    sandboxes.map((sandbox, index) => openTrial(sandbox, product, terminal, `clinic-${index}`)),
  );
  await Promise.all(jobs.map(migrate));
  for (const [index, job] of jobs.entries()) {
    const sandbox = sandboxes[index];
    if (sandbox) await expectInvariants(job, sandbox);
  }

  const ids = await Promise.all(jobs.map(async (job) => (await job.open()).migration.id));
  for (const [index, job] of jobs.entries()) {
    const seen = await job.store.transact((tx) => tx.migrations.list());
    expect(seen.map((migration) => migration.id)).toEqual([ids[index]]);
    const other = ids[1 - index] ?? "";
    expect(await job.store.transact((tx) => tx.staging.count(other))).toEqual([]);
    expect(await job.store.transact((tx) => tx.runs.list(other))).toEqual([]);
    expect(await job.store.transact((tx) => tx.ledger.count(other))).toEqual([]);
  }
  // Each destination holds patients of its own clinic and nobody else's.
  for (const [index, sandbox] of sandboxes.entries()) {
    const other = new Set(patientIds(sandboxes[1 - index]));
    const own = new Set(patientIds(sandbox));
    const arrived = sandbox.dataverse.server
      .rowsOf("contact")
      .flatMap((row) => row.values.get("flit_sourcesystemid") ?? []);
    expect(arrived.length).toBeGreaterThan(50);
    expect(
      arrived.map((id) => String(id).replace("patient-", "")).filter((id) => other.has(id) && !own.has(id)),
    ).toEqual([]);
  }

  expect(await tablesHolding(product.databaseUrl, spellings)).toEqual([]);
  expect(await keysHolding(product.queue, spellings)).toEqual([]);
  expect(fileHits(product.folder)).toEqual([]);
  expect(terminal.lines.filter(showsCanary)).toEqual([]);
  // The search itself works: the destination, where the values belong, shows them.
  expect(sandboxes.every((sandbox) => showsCanary(sandbox.snapshot()))).toBe(true);
});

async function migrate(job: Job): Promise<void> {
  await audit(job);
  await plan(job);
  await deliver(job);
  await writeReport(job, await collectReport(job));
}

function patientIds(sandbox: TrialSandbox | undefined): readonly string[] {
  return sandbox
    ? Array.from({ length: sandbox.clinic.count("patients") }, (_, row) => sandbox.clinic.idOf("patients", row))
    : [];
}

function showsCanary(text: string): boolean {
  return spellings.some((spelling) => text.includes(spelling));
}

/** Reports and logs; the database's own files were searched through SQL. */
function fileHits(folder: string): readonly string[] {
  const reports = readdirSync(join(folder, "report"), { recursive: true, withFileTypes: true });
  const files = reports.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThanOrEqual(8);
  const log = join(folder, "state", "worker.log");
  expect(existsSync(log)).toBe(true);
  return [...files, log].filter((file) => showsCanary(readFileSync(file, "utf8")));
}
