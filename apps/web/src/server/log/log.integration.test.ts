import { runAsOwner } from "@flit/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

let web: TestingProduct;
let clinic: TestingClinic;
let as: TestingBrowser;
const entries = 120;

beforeAll(async () => {
  web = await createTestingProduct();
  clinic = await web.newClinic();
  as = await web.signIn(clinic.people.auditor);
  await web.product.composition.store(clinic.id).transact(async (tx) => {
    for (let turn = 1; turn <= entries; turn++)
      await tx.actions.append({
        personId: clinic.people.owner.id,
        personName: turn === 1 ? "=cmd|' /C calc'!A0" : "Olive, Owner",
        role: "owner",
        event: turn % 2 === 0 ? "map.changed" : "map.commented",
        migrationId: null,
        subject: { lines: turn },
      });
  });
});
afterAll(() => web.close());

const path = (rest = "") => `/clinics/${clinic.id}/log${rest}`;
const page = async (rest: string) => (await web.request({ path: path(rest), as })).json();
const exported = async (body: object) => {
  const response = await web.request({ method: "POST", path: path("/export"), as, body });
  return { text: await response.text(), disposition: response.headers.get("content-disposition") ?? "" };
};

test("the log is read page by page, newest first, without a gap or a repetition", async () => {
  const positions: number[] = [];
  let query = "";
  for (;;) {
    const { actions, older } = await page(query);
    positions.push(...actions.map(({ position }: { position: number }) => position));
    if (older === null) break;
    query = `?before=${older}`;
  }
  expect(positions).toEqual(Array.from({ length: positions.length }, (_, index) => positions.length - index));
  expect(positions.length).toBeGreaterThan(entries);
});

test("the log is narrowed down on the server by action, person and migration", async () => {
  const changed = await page("?event=map.changed");
  expect(changed.actions).toHaveLength(50);
  expect(changed.actions.every(({ event }: { event: string }) => event === "map.changed")).toBe(true);
  const joined = await page(`?person=${clinic.people.auditor.id}`);
  expect(joined.actions).toMatchObject([{ event: "member.joined", role: "auditor" }]);
  expect((await page(`?about=${await web.newMigration(clinic.id)}`)).actions).toEqual([]);
  expect((await web.request({ path: path("?event=nothing"), as })).status).toBe(400);
});

test("FlitStack's own people and operators do not read a clinic's log", async () => {
  const others = [await web.newPerson({ isStaff: true }), clinic.people.operator];
  for (const person of others) {
    const response = await web.request({ path: path(), as: await web.signIn(person) });
    expect([response.status, (await response.json()).code]).toEqual([403, "not-allowed"]);
  }
});

test("exported cells cannot run as formulas; the export itself is logged", async () => {
  const { text, disposition } = await exported({ format: "csv" });
  expect(disposition).toMatch(/^attachment; filename="flitstack-log-[0-9a-f]{8}-\d+\.csv"$/);
  const lines = text.trimEnd().split("\r\n");
  expect(lines.find((line) => line.includes("cmd|"))).toMatch(/,'=cmd\|' \/C calc'!A0,/);
  expect(lines.find((line) => line.includes("Olive"))).toMatch(/,"Olive, Owner",/);
  expect(
    lines
      .slice(1)
      .flatMap((line) => line.split(","))
      .filter((cell) => /^[=+\-@]/.test(cell)),
  ).toEqual([]);
  const [last] = (await page("?event=log.exported")).actions;
  expect(last).toMatchObject({ personId: as.person.id, subject: { format: "csv" } });
  // The file ends where the log stood before.
  expect(lines).toHaveLength(1 + Number(last.subject.upTo));
});

test("JSON lines hold every entry as it is chained", async () => {
  const { text } = await exported({ format: "jsonl", event: "map.changed" });
  const rows = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(entries / 2);
  expect(rows[0]).toMatchObject({ event: "map.changed", subject: { lines: entries } });
  expect(rows[0].hash).toMatch(/^[0-9a-f]{64}$/);
});

test("accesses to patients' values are listed on their own, and days narrow the log down", async () => {
  const store = web.product.composition.store(clinic.id);
  await store.transact(async (tx) => {
    const { id: personId, name: personName } = clinic.people["dynamics-admin"];
    const by = { personId, personName, role: "dynamics-admin", migrationId: null } as const;
    await tx.actions.append({ ...by, event: "values.seen", subject: { lines: 3 } });
    await tx.actions.append({ ...by, event: "values.revealed", subject: { line: "patient.email" } });
  });
  const { actions } = await page("?group=values");
  expect(actions.map(({ event }: { event: string }) => event)).toEqual(["values.revealed", "values.seen"]);
  const { text } = await exported({ format: "jsonl", group: "values" });
  expect(text.trimEnd().split("\n")).toHaveLength(2);
  const at = new Date();
  const inFuture = new Date(at.getTime() + 86_400_000).toISOString();
  expect((await page(`?from=${inFuture}`)).actions).toEqual([]);
  expect((await page(`?until=${new Date(at.getTime() - 86_400_000).toISOString()}`)).actions).toEqual([]);
  expect(
    (await page(`?from=${new Date(at.getTime() - 3_600_000).toISOString()}&until=${inFuture}`)).actions,
  ).toHaveLength(50);
  expect((await web.request({ path: path("?from=yesterday"), as })).status).toBe(400);
});

test("a run's audit trail is verified and exported apart, and says where it was changed", async () => {
  const migration = await web.newMigration(clinic.id);
  const store = web.product.composition.store(clinic.id);
  const run = await store.transact(async (tx) => {
    const made = await tx.runs.create(
      { migrationId: migration, kind: "load", cutOff: new Date().toISOString(), since: null },
      [],
    );
    const events = Array.from({ length: 30 }, (_, index) => ({
      event: "row.create.applied",
      subject: { mapping: "patient", sourceId: index === 0 ? "=1+1" : String(index), rowId: `row-${index}` },
    }));
    await tx.audit.append(made.id, "load:patient", events);
    await tx.audit.append(made.id, "run", [{ event: "run.started", subject: {} }]);
    return made.id;
  });
  const { runs, pages } = await page(`/runs?about=${migration}`);
  expect(pages).toBe(1);
  expect(runs).toMatchObject([{ id: run, kind: "load", events: 31, chains: 2, migration: { id: migration } }]);
  const verify = async () =>
    (await web.request({ method: "POST", path: path(`/runs/${run}/verification`), as })).json();
  expect(await verify()).toEqual({ events: 31, chains: 2, head: runs[0].head, firstBroken: null });

  const file = async (format: string) => {
    const response = await web.request({ method: "POST", path: path(`/runs/${run}/export`), as, body: { format } });
    return (await response.text()).trimEnd();
  };
  const lines = (await file("csv")).split("\r\n");
  expect(lines).toHaveLength(32);
  expect(lines[1]).toMatch(/,patient,'=1\+1,row-0,/);
  const rows = (await file("jsonl")).split("\n").map((line) => JSON.parse(line));
  expect(rows).toHaveLength(31);
  expect(rows[0]).toMatchObject({ chain: "load:patient", position: 1, subject: { sourceId: "=1+1" } });
  expect((await page("?event=log.exported")).actions[0]).toMatchObject({
    subject: { run, migration, format: "jsonl" },
  });

  await runAsOwner(web.database.url, [
    { sql: "alter table audit_event disable trigger all" },
    {
      sql: `update audit_event set event = 'row.create.refused' where tenant_id = $1 and run_id = $2 and chain = 'load:patient' and position = 7`,
      values: [clinic.id, run],
    },
    { sql: "alter table audit_event enable trigger all" },
  ]);
  expect((await verify()).firstBroken).toBe(`${run}/load:patient/7`);
  const foreign = await web.newClinic();
  const stranger = await web.signIn(foreign.people.owner);
  const elsewhere = `/clinics/${foreign.id}/log/runs/${run}/verification`;
  expect((await web.request({ method: "POST", path: elsewhere, as: stranger })).status).toBe(404);
});

test("verifying names the first entry that is not what was logged", async () => {
  const verify = async () => (await web.request({ method: "POST", path: path("/verification"), as })).json();
  const whole = await verify();
  expect(whole).toMatchObject({ firstBroken: null, actions: whole.head.position });
  await runAsOwner(web.database.url, [
    { sql: "alter table action_event disable trigger action_event_append_only" },
    {
      sql: `update action_event set person_name = 'Somebody' where tenant_id = $1 and position = 9`,
      values: [clinic.id],
    },
    { sql: "alter table action_event enable trigger action_event_append_only" },
  ]);
  expect(await verify()).toMatchObject({ firstBroken: 9 });
  // The page says so by itself.
  expect((await page("/state")).checked).toEqual({ firstBroken: 9 });
});
