import type { Job } from "@flit/cli/job";
import { audit } from "@flit/cli/phases/audit";
import { delta } from "@flit/cli/phases/deliver";
import { plan, provisionPlan } from "@flit/cli/phases/plan";
import type { Report } from "@flit/cli/report/report";
import { vanishedOf } from "@flit/engine/report/report-words";
import { generateClinic } from "@flit/sandbox/cliniko/clinic";
import type { ResourceName } from "@flit/sandbox/cliniko/resources";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "./clinic-on-trial.ts";
import { expectInvariants } from "./expect-invariants.ts";

const clinic = { seed: 31, patients: 60, now: Date.now() };
const weakKey = "d2Vhaw-au2";
let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
let job: Job;
const terminal = quietTerminal();
beforeAll(async () => {
  [sandbox, product] = await Promise.all([
    startTrialSandbox({ ...clinic, clinikoKeys: [{ apiKey: weakKey, role: "receptionist" }] }),
    startTrialProduct(terminal),
  ]);
  product.startWorker();
});
afterAll(() => Promise.all([sandbox?.close(), product?.close()]));

/** Deletes a row for good that nobody has hidden, from this index on; answers its id. */
function removeFrom(resource: ResourceName, start: number): string {
  const { clinic: live } = sandbox;
  const isHidden = (at: number) =>
    live.hiddenAt(resource, at, "archived_at") !== null || live.hiddenAt(resource, at, "cancelled_at") !== null;
  let index = start;
  while (live.isRemoved(resource, index) || isHidden(index)) index += 1;
  live.remove(resource, index);
  return live.idOf(resource, index);
}

const tables = [
  ...["contact", "account", "task", "annotation", "opportunity", "opportunityproduct", "email", "phonecall"],
  ...["appointment", "appointmenttype", "treatmentnote", "practitioner", "insuranceprofile"].map(
    (name) => `flit_${name}`,
  ),
];

/** Rows of the destination by their mark of origin, or by their id where a table takes none. */
function rowsBySource() {
  const { server } = sandbox.dataverse;
  const rows = tables.flatMap((table) =>
    server.rowsOf(table).map((row) => ({ ...row, table, values: new Map(row.values) })),
  );
  return new Map(rows.map((row) => [String(row.values.get("flit_sourcesystemid") ?? `${row.table}:${row.id}`), row]));
}

async function takeDelta(by: Job): Promise<Report> {
  await delta(by);
  return expectInvariants(by, sandbox);
}

test("a record deleted for good before it ever had a row is left out with that reason, and nothing is lost", {
  timeout: 300_000,
}, async () => {
  job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  await provisionPlan(job);
  const id = removeFrom("communications", 20);
  const report = await takeDelta(job);
  expect(report.vanished).toEqual([{ object: "communications", id, vanishedAt: expect.any(String) }]);
  const reasons = report.objects.flatMap(({ mapping, skipped }) =>
    skipped.filter(({ reason }) => reason === "vanished").map(({ count }) => ({ mapping, count })),
  );
  expect(reasons).toEqual([{ mapping: expect.stringContaining("communication"), count: 1 }]);
  expect([...rowsBySource().keys()].filter((key) => key.endsWith(`-${id}`))).toEqual([]);
});

test("rows of records deleted for good are marked like archived ones and listed, and no other row is touched", {
  timeout: 300_000,
}, async () => {
  const patientId = removeFrom("patients", 50);
  const contact = rowsBySource().get(`patient-${patientId}`);
  sandbox.dataverse.server.editAsPerson("contact", contact?.id ?? "", {
    nickname: "By a person",
  });
  const before = rowsBySource();
  const noteId = removeFrom("treatment_notes", 30);
  const attendeeId = removeFrom("attendees", 40);
  const referralId = removeFrom("referral_sources", 3);

  const referral = sandbox.clinic.linkedIdOf("referral_sources", 3, "patient");

  const report = await takeDelta(job);

  const gone = report.vanished.filter(({ object }) => object !== "communications").map(({ id }) => id);
  expect(gone.toSorted()).toEqual([patientId, noteId, attendeeId, referralId].toSorted());
  expect(vanishedOf(report)).toContainEqual({ object: "treatment notes", count: 1 });
  const after = rowsBySource();
  const touched = [...after].filter(([key, row]) => before.get(key)?.version !== row.version).map(([key]) => key);
  const marked = [
    `patient-${patientId}`,
    `treatment-note-record-${noteId}`,
    `appointment-${attendeeId}`,
    `appointment-task-${attendeeId}`,
  ];
  const note = touched.find((key) => key.startsWith("annotation:")) ?? "";
  expect(touched.toSorted()).toEqual([...marked, `patient-${referral}`, note].toSorted());
  for (const key of marked) {
    expect(after.get(key)?.values.get("statecode"), key).not.toBe(before.get(key)?.values.get("statecode"));
    expect(after.get(key)?.values.get("flit_clinikoarchivedat"), key).not.toBeUndefined();
  }
  expect(after.get(note)?.values.get("subject")).toMatch(/^\[Archived\] /);
  expect(after.get(`patient-${patientId}`)?.values.get("nickname")).toBe("By a person");
  expect(after.size).toBe(before.size);
});

test("a key that is not shown everything marks nothing, whatever is missing from its lists", {
  timeout: 300_000,
}, async () => {
  const known = (await expectInvariants(job, sandbox)).vanished;
  const patientId = removeFrom("patients", 52);
  const noteId = removeFrom("treatment_notes", 60);
  const { cliniko } = sandbox;
  const weak = await openTrial({ ...sandbox, cliniko: { ...cliniko, apiKey: weakKey } }, product, terminal, "clinic");
  const blind = await takeDelta(weak);
  expect(blind.vanished).toEqual(known);
  expect(blind.notCounted).toEqual(expect.arrayContaining(["patients", "treatment_notes"]));
  expect(rowsBySource().get(`patient-${patientId}`)?.values.get("statecode")).toBe(0);

  job = await openTrial(sandbox, product, terminal, "clinic");
  const seeing = await takeDelta(job);
  expect(seeing.notCounted).toEqual([]);
  expect(seeing.vanished.map(({ id }) => id)).toEqual(expect.arrayContaining([patientId, noteId]));
  expect(rowsBySource().get(`patient-${patientId}`)?.values.get("statecode")).toBe(1);
});

test("records that are there after all lose their marks, and their rows are valid again", {
  timeout: 300_000,
}, async () => {
  const gone = (await expectInvariants(job, sandbox)).vanished;
  const patients = gone.filter(({ object }) => object === "patients").map(({ id }) => `patient-${id}`);
  expect(patients).toHaveLength(2);
  sandbox.cliniko.server.setClinic(generateClinic(clinic));
  expect((await takeDelta(job)).vanished).toEqual([]);
  const rows = rowsBySource();
  for (const key of patients) {
    expect(rows.get(key)?.values.get("statecode"), key).toBe(0);
    expect(rows.get(key)?.values.get("flit_clinikoarchivedat") ?? null, key).toBeNull();
  }
});

test("when very many records are gone at once the run waits for a person, and goes on when it is resumed", {
  timeout: 300_000,
}, async () => {
  const ids = Array.from({ length: 40 }, (_, index) => removeFrom("communications", 21 + index));
  await expect(delta(job)).rejects.toThrow("too-many-vanished");
  const context = await job.open();
  const vanished = () => context.store.transact((tx) => tx.staging.vanished(context.migration.id));
  expect((await vanished()).filter(({ id }) => ids.includes(id))).toEqual([]);
  const report = await takeDelta(job);
  expect(report.vanished.filter(({ id }) => ids.includes(id))).toHaveLength(ids.length);
});
