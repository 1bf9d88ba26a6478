import type { Job } from "@flit/cli/job";
import { audit } from "@flit/cli/phases/audit";
import { delta, rollback } from "@flit/cli/phases/deliver";
import { plan } from "@flit/cli/phases/plan";
import { watchRun } from "@flit/cli/watch-run";
import type { ConflictEntry } from "@flit/core/conflict-store";
import type { Run } from "@flit/core/run";
import type { MigrationContext } from "@flit/engine/context";
import { applyDecisions } from "@flit/engine/delta/apply-decisions";
import { decideConflicts } from "@flit/engine/delta/decide-conflicts";
import { lookAtConflicts } from "@flit/engine/delta/look-at-conflicts";
import { startPass, startPlannedPass } from "@flit/engine/delta/start-pass";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  deliverWithoutSample,
  openTrial,
  quietTerminal,
  startTrialProduct,
  startTrialSandbox,
} from "./clinic-on-trial.ts";
import { expectInvariants } from "./expect-invariants.ts";

const timeout = 300_000;
const by = { personId: "6f1f1d3c-7a53-4a35-9f5e-0f5b8f0d7c11", name: "Olive Owner" };
const mail = "emailaddress1";
const changed = { email: "moved.in.cliniko@patients.example" };
let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
let job: Job;
let context: MigrationContext;
const terminal = quietTerminal();
beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 31, patients: 60 }), startTrialProduct(terminal)]);
  product.startWorker();
  job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  await deliverWithoutSample(job);
  context = await job.open();
}, timeout);
afterAll(() => Promise.all([sandbox?.close(), product?.close()]));

const server = () => sandbox.dataverse.server;
const contactOf = (index: number) => {
  const mark = `patient-${sandbox.clinic.idOf("patients", index)}`;
  const row = server()
    .rowsOf("contact")
    .find(({ values }) => values.get("flit_sourcesystemid") === mark);
  if (!row) throw new Error(`Patient ${index} has no contact.`);
  return row;
};
const mailOf = (index: number) => contactOf(index).values.get(mail);
/** Both sides change the e-mail address of a patient. */
const disagree = (index: number, person: string) => {
  server().editAsPerson("contact", contactOf(index).id, { [mail]: person });
  // A change in the very second of a pass belongs to the next one.
  sandbox.clinic.change("patients", index, changed, Date.now() - 2_000);
};
const entries = () =>
  context.store.transact((tx) =>
    tx.conflicts.page(context.migration.id, {
      states: ["open", "waiting", "kept", "applied"],
      ...{ mapping: null, column: null, offset: 0, limit: 100 },
    }),
  );
const entryOf = async (rowId: string, column: string): Promise<ConflictEntry> => {
  const found = (await entries()).find((one) => one.rowId === rowId && one.column === column);
  if (!found) throw new Error(`${column} is not in conflict.`);
  return found;
};
const decide = async (wish: "take" | "keep", ...chosen: readonly ConflictEntry[]) => {
  const seen = (await lookAtConflicts(context, chosen)).map(({ entry, token }) => ({ ...entry, token }));
  return decideConflicts(context, wish, seen, by, async () => undefined);
};
/** Live patients with a contact of their own, one for each story. */
const [taken, kept, late, ruled] = [52, 53, 54, 55];

test("what both sides changed is shown as what we wrote, what Cliniko says and what Dynamics says", {
  timeout,
}, async () => {
  const before = mailOf(taken) ?? null;
  disagree(taken, "taken.person@patients.example");
  disagree(kept, "kept.person@patients.example");
  disagree(late, "late.person@patients.example");
  await delta(job);
  const open = (await entries()).filter(({ state }) => state === "open");
  expect(open.map(({ rowId }) => rowId).toSorted()).toEqual(
    [taken, kept, late].map((at) => contactOf(at).id).toSorted(),
  );
  const [seen] = await lookAtConflicts(context, [await entryOf(contactOf(taken).id, mail)]);
  expect(seen).toMatchObject({
    base: before,
    source: changed.email,
    destination: "taken.person@patients.example",
    isRowThere: true,
  });
  const counts = await context.store.transact((tx) => tx.delta.count(context.migration.id));
  expect(counts).toContainEqual(expect.objectContaining({ mapping: "patient", kind: "changed", count: 3 }));
});

test("nobody decides about a value they have not seen", { timeout }, async () => {
  const [seen] = await lookAtConflicts(context, [await entryOf(contactOf(late).id, mail)]);
  if (!seen) throw new Error("There is no conflict.");
  server().editAsPerson("contact", contactOf(late).id, { [mail]: "later.person@patients.example" });
  const old = { ...seen.entry, token: seen.token };
  await expect(decideConflicts(context, "take", [old], by, async () => undefined)).rejects.toMatchObject({
    code: "conflict-changed",
  });
});

test("the next pass writes Cliniko's value where that was decided, keeps Dynamics' where that was, and loses no later edit", {
  timeout,
}, async () => {
  await decide("take", await entryOf(contactOf(taken).id, mail), await entryOf(contactOf(late).id, mail));
  await decide("keep", await entryOf(contactOf(kept).id, mail));
  server().editAsPerson("contact", contactOf(late).id, { [mail]: "last.person@patients.example" });
  await delta(job);
  expect(mailOf(taken)).toBe(changed.email);
  expect(mailOf(kept)).toBe("kept.person@patients.example");
  expect(mailOf(late)).toBe("last.person@patients.example");
  expect(await entryOf(contactOf(taken).id, mail)).toMatchObject({ state: "applied", decidedBy: by.name });
  expect(await entryOf(contactOf(kept).id, mail)).toMatchObject({ state: "kept", decidedBy: by.name });
  expect(await entryOf(contactOf(late).id, mail)).toMatchObject({ state: "open", reopenedAt: expect.any(String) });
  await expectInvariants(job, sandbox);
});

test("a rule decides what is met later, and a decision is carried out at once for no more than its records", {
  timeout,
}, async () => {
  const { id } = context.migration;
  await context.store.transact((tx) =>
    tx.conflicts.setRule(id, { mapping: "patient", column: mail, wish: "keep" }, by),
  );
  expect(await entryOf(contactOf(late).id, mail)).toMatchObject({ state: "kept" });
  disagree(ruled, "ruled.person@patients.example");
  await delta(job);
  expect(mailOf(ruled)).toBe("ruled.person@patients.example");
  expect(await entryOf(contactOf(ruled).id, mail)).toMatchObject({ state: "kept", decision: { isRule: true } });

  await context.store.transact((tx) => tx.conflicts.setRule(id, { mapping: "patient", column: mail, wish: null }, by));
  expect(await entryOf(contactOf(ruled).id, mail)).toMatchObject({ state: "open" });
  expect(await entryOf(contactOf(kept).id, mail)).toMatchObject({ state: "kept" });
  await decide("take", await entryOf(contactOf(ruled).id, mail));
  const run = await applyDecisions(context, new Date(), "apply-1");
  expect((await watchRun(job, run.id)).state).toBe("completed");
  expect(mailOf(ruled)).toBe(changed.email);
  expect(mailOf(kept)).toBe("kept.person@patients.example");
  await expect(applyDecisions(context, new Date(), "apply-2")).rejects.toMatchObject({ code: "nothing-decided" });
});

test("a row somebody deleted is listed, and made again under another id or left deleted as decided", {
  timeout,
}, async () => {
  const notes = server().rowsOf("annotation").slice(0, 2);
  for (const { id } of notes) server().deleteAsPerson("annotation", id);
  await delta(job);
  const [again, gone] = notes.map(({ id }) => id);
  await decide("take", await entryOf(again ?? "", "*"));
  await decide("keep", await entryOf(gone ?? "", "*"));
  const before = server().rowsOf("annotation").length;
  await delta(job);
  expect(await entryOf(again ?? "", "*")).toMatchObject({ state: "applied" });
  expect(await entryOf(gone ?? "", "*")).toMatchObject({ state: "kept" });
  expect(server().rowsOf("annotation").length).toBe(before + 1);
  expect(
    server()
      .rowsOf("annotation")
      .some(({ id }) => notes.some((note) => note.id === id)),
  ).toBe(false);
  await expectInvariants(job, sandbox);
});

/** Passes since the window was opened, once there is one; each is watched to its end. */
async function passesOf(): Promise<readonly Run[]> {
  const passes = () =>
    context.store.transact(async (tx) => {
      const { window } = await tx.delta.window(context.migration.id);
      const runs = await tx.runs.list(context.migration.id);
      return runs.filter(({ kind, startedAt }) => kind === "delta" && startedAt >= (window?.openedAt ?? ""));
    });
  await expect.poll(async () => (await passes()).length, { timeout: 60_000, interval: 250 }).toBeGreaterThan(0);
  for (const { id } of await passes()) await watchRun(job, id);
  return passes();
}

test("a worker starts a planned pass by itself, and however many try at once, it is one", { timeout }, async () => {
  const { id } = context.migration;
  await expect(startPass(context, { requestKey: "early", isFinal: false })).rejects.toMatchObject({
    code: "no-window",
  });
  const open = () => context.store.transact((tx) => tx.delta.open(id, { hours: 48, everyMinutes: 60, by: by.name }));
  await open();
  expect(await passesOf()).toMatchObject([{ state: "completed" }]);
  const { window, now } = await context.store.transact((tx) => tx.delta.window(id));
  expect(Date.parse(window?.nextAt ?? "") - Date.parse(now)).toBeGreaterThan(50 * 60_000);
  expect(await startPlannedPass(context)).toBeNull();

  await open();
  await Promise.all([1, 2, 3].map(() => startPlannedPass(context)));
  expect(await passesOf()).toMatchObject([{ state: "completed" }]);
});

test("the final pass is one run however often it is asked for, and closes the window", { timeout }, async () => {
  const { id } = context.migration;
  const final = await startPass(context, { requestKey: "final", isFinal: true });
  expect((await startPass(context, { requestKey: "final", isFinal: true })).id).toBe(final.id);
  await watchRun(job, final.id);
  await expect(startPass(context, { requestKey: "after", isFinal: false })).rejects.toMatchObject({
    code: "no-window",
  });
  const { window } = await context.store.transact((tx) => tx.delta.window(id));
  expect(window).toMatchObject({ finalRunId: final.id, nextAt: null });
});

test("a rollback gives a person the value back that was written over by decision", { timeout }, async () => {
  const [one, other] = [contactOf(taken).id, contactOf(ruled).id];
  await rollback(job);
  const left = new Map(
    server()
      .rowsOf("contact")
      .map(({ id, values }) => [id, values.get(mail)]),
  );
  expect(left.get(one)).toBe("taken.person@patients.example");
  expect(left.get(other)).toBe("ruled.person@patients.example");
  expect(left.get(contactOf(kept).id)).toBe("kept.person@patients.example");
  expect(await entries()).toEqual([]);
});
