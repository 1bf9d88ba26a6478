import { NeedsDecision } from "@flit/cli/exit-code";
import type { Job } from "@flit/cli/job";
import { audit } from "@flit/cli/phases/audit";
import { plan, provisionPlan } from "@flit/cli/phases/plan";
import type { StoredAuditReport } from "@flit/core/inventory-store";
import { readStepFailure } from "@flit/core/step-failure";
import { startRun } from "@flit/engine/start-run";
import { mutateClinic } from "@flit/sandbox/cliniko/mutate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "./clinic-on-trial.ts";

let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
let job: Job;
const terminal = quietTerminal();
beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 3, patients: 60 }), startTrialProduct(terminal)]);
  job = await openTrial(sandbox, product, terminal, "clinic");
});
afterAll(() => Promise.all([sandbox?.close(), product?.close()]));

const stored = async (): Promise<StoredAuditReport> => {
  const { id } = (await job.open()).migration;
  const found = await job.store.transact((tx) => tx.inventory.report(id));
  if (!found) throw new Error("no report");
  return found;
};
const runs = async () => job.store.transact(async (tx) => tx.runs.list((await job.open()).migration.id));

test("an audit whose worker is killed while it reads, describes and checks ends with the whole account described", async () => {
  const kills = (async () => {
    for (const point of ["extract.after-commit", "profile.before-commit", "preflight.before-commit"]) {
      const env = { FLIT_TAKEOVER_MS: "1000", FLIT_FAIL_POINT: point };
      await product.startWorker({ env, isReplaced: false }).ended;
    }
    product.startWorker({ env: { FLIT_TAKEOVER_MS: "2000" } });
  })();
  await audit(job);
  await kills;

  const { migration } = await job.open();
  const profiles = await job.store.transact((tx) => tx.inventory.profiles(migration.id, "patients"));
  const emails = Array.from(
    { length: sandbox.clinic.count("patients") },
    (_, row) => sandbox.clinic.rowOf("patients", row).email,
  );
  const filled = emails.filter((email) => typeof email === "string" && email !== "");
  expect(profiles.find(({ path }) => path === "email")).toMatchObject({
    records: emails.length,
    filled: filled.length,
    distinct: new Set(filled).size,
  });
  expect(profiles.filter(({ path }) => path.startsWith("custom:")).length).toBeGreaterThan(3);
  expect(profiles.some(({ path }) => path === "patient_phone_numbers.number")).toBe(true);
  const objects = await job.store.transact((tx) => tx.inventory.profiles(migration.id));
  expect(new Set(objects.map(({ object }) => object))).toContain("company");
});

test("the report counts every object, names what limits the time, and says how the schema would change", async () => {
  const { report, digest } = await stored();
  const patients = report.objects.find(({ object }) => object === "patients");
  expect(patients).toMatchObject({ isReadable: true, count: sandbox.clinic.count("patients"), isDerived: false });
  expect(report.schema.blocked).toBe(0);
  expect(report.schema.create).toBeGreaterThan(50);
  expect(report.durations.reading.limitedBy).toContain("200 requests a minute");
  expect(report.durations.files).not.toBeNull();
  expect(report.customFields).toBeGreaterThan(0);
  expect(report.attachments).toBe(sandbox.clinic.count("patient_attachments"));
  expect(report.checks.filter(({ verdict }) => verdict === "blocking")).toEqual([]);
  expect(report.findings.every(({ count }) => count > 0)).toBe(true);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
});

test("a second audit reads only what changed since the first and describes the account anew", async () => {
  const before = await stored();
  mutateClinic(sandbox.clinic, { seed: 2, count: 10 });
  await audit(job);
  const [first, second] = (await runs()).filter(({ kind }) => kind === "audit");
  expect(first?.since).toBeNull();
  expect(Date.parse(second?.since ?? "")).toBe(Date.parse(first?.cutOff ?? "") - 5 * 60_000);
  const read = await job.store.transact((tx) => tx.runs.steps(second?.id ?? ""));
  const patients = read.find(({ kind, subject }) => kind === "extract" && subject === "patients");
  expect(patients?.progress.done).toBeLessThan(sandbox.clinic.count("patients"));
  expect((await stored()).runId).not.toBe(before.runId);
});

test("lists a limited key could not see are reported as such, block, and are read whole once a better key can", async () => {
  const limited = await openTrial(sandbox, product, terminal, "limited", "MS0zLXNhbmRib3g-au2");
  await expect(audit(limited)).rejects.toThrow("One pre-flight check blocks the migration");
  const { id } = (await limited.open()).migration;
  const notes = async () =>
    (await limited.store.transact((tx) => tx.inventory.report(id)))?.report.objects.find(
      ({ object }) => object === "treatment_notes",
    );
  expect(await notes()).toMatchObject({ isReadable: false, count: null });
  await audit(await openTrial(sandbox, product, terminal, "limited"));
  expect(await notes()).toMatchObject({ isReadable: true, count: sandbox.clinic.count("treatment_notes") });
});

test("provisioning is refused without an approved plan, stops where a privilege is missing and says which, and goes on when it is given", async () => {
  const context = await job.open();
  await expect(startRun(context, "provision", new Date())).rejects.toMatchObject({ code: "no-plan" });
  await plan(job);
  sandbox.dataverse.server.withhold(["prvCreateRelationship"]);
  const stopped = await provisionPlan(job).catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(NeedsDecision);
  expect(String(stopped)).toContain("prvCreateRelationship");
  const paused = (await runs()).find(({ kind }) => kind === "provision");
  expect(paused).toMatchObject({ state: "paused", failure: "0x80040220" });
  const [step] = await job.store.transact((tx) => tx.runs.steps(paused?.id ?? ""));
  expect(readStepFailure(step?.failure ?? "")).toMatchObject({
    code: "0x80040220",
    at: expect.stringMatching(/^lookup /),
    lacking: "prvCreateRelationship",
  });
  expect(step?.progress.done).toBeGreaterThan(0);

  sandbox.dataverse.server.withhold([]);
  await provisionPlan(job);
  const [done] = await job.store.transact((tx) => tx.runs.steps(paused?.id ?? ""));
  expect(done).toMatchObject({ state: "done", failure: null });
  expect(done?.progress.done).toBe(done?.progress.total);
  job.changed();
  const { live } = await job.open();
  expect(live.tables.flit_appointment?.columns.flit_sourcesystemid).toBeDefined();
});
