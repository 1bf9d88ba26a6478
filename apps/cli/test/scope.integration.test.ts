import { audit } from "@flit/cli/phases/audit";
import { owners } from "@flit/cli/phases/owners";
import { plan, provisionPlan } from "@flit/cli/phases/plan";
import { watchRun } from "@flit/cli/watch-run";
import type { RunKind } from "@flit/core/run";
import { type RunWish, startRun } from "@flit/engine/start-run";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "./clinic-on-trial.ts";

let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
let job: Awaited<ReturnType<typeof openTrial>>;
const terminal = quietTerminal();
beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 12, patients: 60 }), startTrialProduct(terminal)]);
  product.startWorker();
  job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  await provisionPlan(job);
  await owners(job);
}, 120_000);
afterAll(() => Promise.all([sandbox?.close(), product?.close()]));

async function run(kind: RunKind, wish: RunWish) {
  const context = await job.open();
  const started = await startRun(context, kind, new Date(), wish);
  return watchRun(job, started.id);
}

const patients = (...indexes: number[]) =>
  indexes.map((index) => ({ object: "patients", id: sandbox.clinic.idOf("patients", index) }));

/** Contact ids by the patient they came from. */
const contacts = () =>
  new Map(
    sandbox.dataverse.server
      .rowsOf("contact")
      .map((row) => [String(row.values.get("flit_sourcesystemid") ?? ""), row.id] as const)
      .filter(([source]) => source.startsWith("patient-")),
  );

test("a run limited to records writes those alone, a part is taken back and proved alone, and comes back under a new id", {
  timeout: 120_000,
}, async () => {
  const chosen = patients(40, 41, 42);
  const only = { mappings: ["patient"], records: chosen };
  await run("load", only);
  const loaded = contacts();
  expect([...loaded.keys()].toSorted()).toEqual(chosen.map(({ id }) => `patient-${id}`).toSorted());

  const [first] = chosen;
  const part = await run("rollback", { mappings: ["patient"], records: chosen.slice(0, 1) });
  expect(part.result).toMatchObject({ provedEqual: true, deleted: 1, kept: [], schemaRemoved: 0 });
  const left = contacts();
  expect([...left.keys()].toSorted()).toEqual(
    chosen
      .slice(1)
      .map(({ id }) => `patient-${id}`)
      .toSorted(),
  );
  const { migration } = await job.open();
  const accounts = await job.store.transact((tx) => tx.accounts.count(migration.id));
  expect(accounts).toEqual([{ mapping: "patient", outcome: "created", reason: null, count: 2 }]);

  await run("load", only);
  const again = contacts();
  for (const [source, id] of left) expect(again.get(source), source).toBe(id);
  const back = `patient-${first?.id}`;
  expect(again.get(back)).toBeDefined();
  expect(again.get(back)).not.toBe(loaded.get(back));
  // Nothing is written a second time under another id, and what was there before is still verified.
  expect(
    sandbox.dataverse.server.rowsOf("contact").filter((row) => row.values.get("flit_sourcesystemid") === back),
  ).toHaveLength(1);
  const verified = await job.store.transact((tx) => tx.accounts.verificationCount(migration.id));
  expect(verified).toEqual([{ mapping: "patient", verification: "verified", count: 3 }]);
});

test("asking twice with one key starts one run", async () => {
  const context = await job.open();
  const wish = { mappings: ["patient"], records: patients(43), requestKey: "a-click" };
  const asked = await Promise.all([0, 1, 2].map(() => startRun(context, "load", new Date(), wish)));
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  await watchRun(job, asked[0]?.id ?? "");
});
