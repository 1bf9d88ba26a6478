import { randomUUID } from "node:crypto";
import { beat } from "@flit/db/system-figures";
import { runAsOwner } from "@flit/db/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readStaff } from "../../features/staff/endpoints.ts";
import { metricsReply } from "../metrics-reply.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

const token = "a-token-of-the-operator";
let web: TestingProduct;
let clinics: readonly TestingClinic[];
let staff: TestingBrowser;

beforeAll(async () => {
  web = await createTestingProduct({ FLIT_METRICS_TOKEN: token });
  clinics = [await web.newClinic(), await web.newClinic()];
  staff = await web.signIn(await web.newPerson({ name: "Sam Staff", isStaff: true }));
  await beat(web.product.composition.client, { id: randomUUID(), version: "7", concurrency: 6, inHand: 1 });
});
afterAll(() => web?.close());

async function look(query = "") {
  const response = await web.request({ path: `/staff/runs${query}`, as: staff });
  expect(response.status).toBe(200);
  const text = await response.text();
  // Whatever the dashboard shows, it names nobody of a clinic.
  for (const { people } of clinics)
    for (const { name, email } of Object.values(people)) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(email);
    }
  return (readStaff.reply ?? expect.fail()).parse(JSON.parse(text));
}

async function newRun(clinic: TestingClinic | undefined, minutesSilent: number): Promise<string> {
  const id = clinic?.id ?? "";
  const migration = await web.newMigration(id);
  const run = await web.product.composition.store(id).transact(async (tx) => {
    const asked = { migrationId: migration, kind: "load", cutOff: new Date().toISOString(), since: null } as const;
    const made = await tx.runs.create(asked, [{ kind: "load", subject: "patient", after: [] }]);
    await tx.accounts.put(migration, made.id, [
      { mapping: "patient", sourceId: "1", outcome: "rejected", reason: "price-list", notes: [] },
    ]);
    return made.id;
  });
  const age = `interval '${minutesSilent} minutes'`;
  await runAsOwner(web.database.url, [
    { sql: `update run set started_at = started_at - ${age} where id = $1`, values: [run] },
    { sql: `update run_event set at = at - ${age} where run_id = $1`, values: [run] },
    { sql: `update step set progressed_at = now() - ${age} where run_id = $1`, values: [run] },
  ]);
  return run;
}

test("staff see all clinics' runs, the stuck ones first, with codes; nobody else does", async () => {
  const [fresh, stuck] = [await newRun(clinics[0], 0), await newRun(clinics[1], 10)];
  // The beat is seen for seconds only.
  await beat(web.product.composition.client, { id: randomUUID(), version: "7", concurrency: 6, inHand: 1 });
  const { runs, workers, steps, queue } = await look();
  expect(runs.map(({ runId, health }) => [runId, health])).toEqual([
    [stuck, "stuck"],
    [fresh, "good"],
  ]);
  expect(runs[0]).toMatchObject({ clinic: clinics[1]?.name, codes: [{ code: "price-list", count: 1 }], refused: 1 });
  expect(workers.at(-1)).toMatchObject({ version: "7", concurrency: 6 });
  expect([steps.due, queue]).toEqual([2, 0]);
  expect((await look("?show=trouble")).runs.map(({ runId }) => runId)).toEqual([stuck]);
  expect((await look(`?search=${encodeURIComponent(clinics[0]?.name ?? "")}`)).runs.map(({ runId }) => runId)).toEqual([
    fresh,
  ]);
  expect((await look("?sort=progress")).runs[0]?.runId).toBe(stuck);
  for (const person of Object.values(clinics[0]?.people ?? {})) {
    const response = await web.request({ path: "/staff/runs", as: await web.signIn(person) });
    expect(response.status).toBe(403);
  }
});

test("metrics are told to whoever has the token, in Prometheus' words, and name no clinic", async () => {
  const ask = (authorization?: string) =>
    metricsReply(
      web.product,
      new Request("http://127.0.0.1/api/metrics", { headers: authorization ? { authorization } : {} }),
    );
  expect((await ask()).status).toBe(401);
  expect((await ask("Bearer another")).status).toBe(401);
  const text = await (await ask(`Bearer ${token}`)).text();
  expect(text).toContain('flitstack_runs{kind="load",state="running"} 2');
  expect(text).toContain('flitstack_steps{state="due"} 2');
  expect(text).toMatch(/flitstack_stalest_run_seconds 6\d\d/);
  for (const { name, id } of clinics) {
    expect(text).not.toContain(name);
    expect(text).not.toContain(id);
  }
});
