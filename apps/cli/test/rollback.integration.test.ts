import { audit } from "@flit/cli/phases/audit";
import { owners } from "@flit/cli/phases/owners";
import { plan, provisionPlan } from "@flit/cli/phases/plan";
import { watchRun } from "@flit/cli/watch-run";
import type { RecordKey } from "@flit/core/ports";
import type { Run, RunKind } from "@flit/core/run";
import { type RunWish, startRun } from "@flit/engine/start-run";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "./clinic-on-trial.ts";
import { expectInvariants } from "./expect-invariants.ts";

const preview = z.object({
  objects: z.array(
    z.object({ mapping: z.string(), deleted: z.number(), restored: z.number(), gone: z.number(), kept: z.number() }),
  ),
  schema: z.object({ removed: z.number(), kept: z.array(z.string()) }).nullable(),
  estimate: z.object({ lowSeconds: z.number(), highSeconds: z.number(), by: z.string() }),
});

let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
let job: Awaited<ReturnType<typeof openTrial>>;
let worker: ReturnType<Awaited<ReturnType<typeof startTrialProduct>>["startWorker"]>;
let before: string;
const terminal = quietTerminal();
const takeover = { FLIT_TAKEOVER_MS: "2000" };
beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 21, patients: 100 }), startTrialProduct(terminal)]);
  before = sandbox.snapshotDigest({ withoutModified: true });
  worker = product.startWorker({ env: takeover });
  job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  await provisionPlan(job);
  await owners(job);
  await run("load");
}, 300_000);
afterAll(() => Promise.all([sandbox?.close(), product?.close()]));

async function run(kind: RunKind, wish: RunWish = {}): Promise<Run> {
  const context = await job.open();
  const started = await startRun(context, kind, new Date(), wish);
  const ended = await watchRun(job, started.id);
  // The next generation of ids begins with a rollback.
  job.changed();
  return ended;
}

const recordsOf = (runId: string) => job.store.transact((tx) => tx.rollbacks.records(runId, null, 100_000));
const rowsOf = (table: string) => sandbox.dataverse.server.rowsOf(table);
const tables = [
  ...["contact", "account", "task", "annotation", "opportunity", "opportunityproduct", "email", "phonecall"],
  ...["appointment", "treatmentnote", "insuranceprofile"].map((name) => `flit_${name}`),
];
const rows = () => new Map(tables.flatMap((table) => rowsOf(table).map((row) => [row.id, { ...row, table }] as const)));
const contactOf = (patient: string) =>
  rowsOf("contact").find((row) => row.values.get("flit_sourcesystemid") === `patient-${patient}`)?.id ?? "";
const written = () => [...sandbox.dataverse.server.commitLog.entries()].length;

test("a preview says what a rollback of a patient would take, everything that hangs on them included, and writes nothing", {
  timeout: 120_000,
}, async () => {
  const busy = busiestPatient();
  const [written0, digest] = [written(), sandbox.snapshotDigest({})];
  const looked = await run("rollback-preview", { records: [busy] });
  expect(looked.state).toBe("completed");
  expect([written(), sandbox.snapshotDigest({})]).toEqual([written0, digest]);
  const found = preview.parse(looked.result);
  expect(found.schema).toBeNull();
  const contact = contactOf(busy.id);
  const hanging = [...rows().values()].filter((row) => refersTo(row.values, contact));
  expect(hanging.length).toBeGreaterThan(5);
  const deleted = found.objects.reduce((sum, one) => sum + one.deleted, 0);
  expect(deleted).toBeGreaterThan(hanging.length);
  expect(found.objects.every(({ kept }) => kept === 0)).toBe(true);

  const records = await recordsOf(looked.id);
  const earlier = rows();
  const part = await run("rollback", { records });
  expect(part.result).toMatchObject({ provedEqual: true, kept: [], schemaRemoved: 0, stillThere: 0 });
  const files = found.objects.find(({ mapping }) => mapping === "attachment")?.deleted ?? 0;
  expect(part.result).toMatchObject({ deleted: deleted - files, filesRemoved: files });
  const later = rows();
  expect([...later.values()].filter((row) => refersTo(row.values, contact) || row.id === contact)).toEqual([]);
  // Nobody else's row was written to, but for late references that led to this patient.
  const changed = [...later].filter(([id, row]) => earlier.get(id)?.version !== row.version);
  expect(changed.filter(([id]) => !refersTo(earlier.get(id)?.values ?? new Map(), contact))).toEqual([]);

  await run("load");
  expect(contactOf(busy.id)).not.toBe(contact);
  expect(rows().size).toBe(earlier.size);
  await expectInvariants(job, sandbox);
});

test("an object goes with what depends on it, and a full run afterwards brings all of it back", {
  timeout: 120_000,
}, async () => {
  const count = rows().size;
  const mappings = ["invoice", "invoice-line"];
  const looked = await run("rollback-preview", { mappings });
  const found = preview.parse(looked.result);
  expect(found.objects.map(({ mapping }) => mapping).toSorted()).toEqual(mappings.toSorted());
  const part = await run("rollback", { mappings });
  expect(part.result).toMatchObject({ provedEqual: true });
  expect([rowsOf("opportunity").length, rowsOf("opportunityproduct").length]).toEqual([0, 0]);
  await run("load");
  expect(rows().size).toBe(count);
  await expectInvariants(job, sandbox);
});

test("rows a person changed are foreseen as kept, with what they hang on, and a rollback killed midway keeps exactly these", {
  timeout: 240_000,
}, async () => {
  const task = rowsOf("task").find((row) => row.values.get("statecode") === 0);
  const [contact] = rowsOf("contact");
  sandbox.dataverse.server.editAsPerson("task", task?.id ?? "", { description: "Edited by a person." });
  sandbox.dataverse.server.editAsPerson("contact", contact?.id ?? "", { nickname: "By a person" });
  // Its lines go first, and Dynamics adds it up anew in our name: whoever changed it last is to be known before.
  const invoice = idOf(rowsOf("opportunityproduct")[0]?.values.get("opportunityid")) ?? "";
  sandbox.dataverse.server.editAsPerson("opportunity", invoice, { description: "Asked for instalments." });
  const looked = await run("rollback-preview");
  const found = preview.parse(looked.result);
  const foreseen = await kept(looked.id);
  expect(foreseen.find(({ rowId }) => rowId === contact?.id)?.reason).toBe("changed-by-person");
  expect(foreseen.find(({ rowId }) => rowId === task?.id)?.reason).toBe("changed-by-person");
  expect(foreseen.find(({ rowId }) => rowId === invoice)?.reason).toBe("changed-by-person");
  const parent = idOf(task?.values.get("regardingobjectid"));
  expect(foreseen.find(({ rowId }) => rowId === parent)?.reason).toMatch(/has-other-records|changed-by-person/);
  expect(found.schema?.kept.length).toBeGreaterThan(0);

  await worker.stop();
  const context = await job.open();
  const started = await startRun(context, "rollback", new Date(), { requestKey: "one click" });
  for (const point of ["undo.after-delete", "undo.after-commit"] as const) {
    const failing = product.startWorker({ env: { ...takeover, FLIT_FAIL_POINT: point }, isReplaced: false });
    await failing.ended;
  }
  worker = product.startWorker({ env: takeover });
  const again = await startRun(context, "rollback", new Date(), { requestKey: "one click" });
  expect(again.id).toBe(started.id);
  const ended = await watchRun(job, started.id);
  job.changed();
  expect(ended.state).toBe("incomplete");
  expect(await kept(ended.id)).toEqual(foreseen);
  expect(ended.result).toMatchObject({ keptCount: foreseen.length, stillThere: 0, provedEqual: false });
  const left = [...rows().keys()].filter((id) => !foreseen.some(({ rowId }) => rowId === id));
  const untouched = sandbox.dataverse.server.commitLog;
  expect(left.filter((id) => untouched.createsPerId().has(id) && isOurs(id))).toEqual([]);
  expect(sandbox.snapshotDigest({ withoutModified: true })).not.toBe(before);
});

const kept = (runId: string) => job.store.transact((tx) => tx.rollbacks.kept(runId, {}, null, 10_000));

/** Rows the application made. */
function isOurs(id: string): boolean {
  return [...sandbox.dataverse.server.commitLog.entries()].some(
    (entry) => entry.op === "create" && entry.by === "app" && entry.id === id,
  );
}

/** The patient with most rows of their own. */
function busiestPatient(): RecordKey {
  const counts = new Map<string, number>();
  for (const row of rows().values())
    for (const value of row.values.values()) {
      const id = idOf(value);
      if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  const patients = rowsOf("contact").filter((row) =>
    String(row.values.get("flit_sourcesystemid") ?? "").startsWith("patient-"),
  );
  const [first] = patients.toSorted((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
  return { object: "patients", id: String(first?.values.get("flit_sourcesystemid")).slice("patient-".length) };
}

function refersTo(values: ReadonlyMap<string, unknown>, id: string): boolean {
  return [...values.values()].some((value) => idOf(value) === id);
}

/** The row a lookup's value names. */
function idOf(value: unknown): string | null {
  if (typeof value === "string") return /^[0-9a-f-]{36}$/.test(value) ? value : null;
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  return typeof value.id === "string" ? value.id : null;
}
