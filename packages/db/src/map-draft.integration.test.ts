import { randomUUID } from "node:crypto";
import type { LineChange } from "@flit/core/map-draft/line-change";
import type { MapLine } from "@flit/core/map-line";
import type { TenantStore } from "@flit/core/ports";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTenantStore } from "./tenant-store.ts";
import { findOrCreateTenant } from "./tenants.ts";
import { createTestDatabase, type TestDatabase, tablesHolding } from "./testing.ts";

let database: TestDatabase;
let store: TenantStore;
let migrationId: string;
const ann = { id: randomUUID(), name: "Ann" };
const ben = { id: randomUUID(), name: "Ben" };

beforeAll(async () => {
  database = await createTestDatabase();
  const tenantId = await findOrCreateTenant(database.client, database.seal, "clinic");
  store = createTenantStore(database.client, tenantId, database.seal);
});
afterAll(() => database.close());

const line = (id: string, position: number): MapLine => {
  const value = {
    column: id,
    phase: "fields",
    value: { op: "field", path: id },
    loses: null,
    create: null,
  } as const;
  return {
    id,
    mapping: "patient",
    position,
    value,
    proposal: { ...value, band: "high", probability: 0.98, reason: "same", runnersUp: [], isLocked: false },
    decision: "open",
    decidedBy: null,
    decidedAt: null,
    revision: 1,
  };
};
const confirm = ({ id, revision, value }: MapLine): LineChange => ({
  kind: "change",
  lineId: id,
  revision,
  after: { value, decision: "confirmed" },
});
const lines = () => store.transact((tx) => tx.mapDraft.lines(migrationId));
const change = (by: typeof ann, changes: readonly LineChange[], id = randomUUID()) =>
  store.transact((tx) => tx.mapDraft.change(migrationId, { id, by }, changes));

beforeEach(async () => {
  migrationId = randomUUID();
  await store.transact((tx) =>
    tx.mapDraft.putProposals(
      migrationId,
      ["a", "b", "c"].map((id, index) => line(id, index)),
    ),
  );
});

test("lines come back as they were put, in order, and a second proposal replaces them all", async () => {
  expect(await lines()).toEqual(["a", "b", "c"].map((id, index) => line(id, index)));
  expect(await store.transact((tx) => tx.mapDraft.line(migrationId, "b"))).toEqual(line("b", 1));
  await store.transact((tx) => tx.mapDraft.putProposals(migrationId, [{ ...line("b", 0), proposal: null }]));
  expect(await lines()).toEqual([{ ...line("b", 0), proposal: null }]);
  expect(await store.transact((tx) => tx.mapDraft.line(migrationId, "a"))).toBeNull();
});

test("300 lines are confirmed as one act, with who and when, and undone as one", async () => {
  const many = Array.from({ length: 300 }, (_, index) => line(`line-${index}`, index));
  await store.transact((tx) => tx.mapDraft.putProposals(migrationId, many));
  const changed = await change(ann, many.map(confirm));
  expect(changed).toHaveLength(300);
  expect(changed[0]).toMatchObject({ decision: "confirmed", decidedBy: ann, revision: 2 });
  expect(Date.parse(changed[0]?.decidedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  const undone = await store.transact((tx) => tx.mapDraft.undo(migrationId, ann));
  expect(undone.lineIds).toHaveLength(300);
  expect((await lines()).map((one) => ({ ...one, revision: 1 }))).toEqual(many);
});

test("an edit of a line somebody changed meanwhile is refused, and nothing of its act happens", async () => {
  const [a, b] = await lines();
  if (!a || !b) throw new Error("no lines");
  await change(ann, [confirm(a)]);
  await expect(change(ben, [confirm(b), confirm(a)])).rejects.toMatchObject({ code: "stale" });
  expect((await lines()).map(({ decision }) => decision)).toEqual(["confirmed", "open", "open"]);
  expect(await store.transact((tx) => tx.mapDraft.history(migrationId, "b"))).toEqual([]);
});

test("two people who confirm the same line at once: one wins, the other is told", async () => {
  const [a] = await lines();
  if (!a) throw new Error("no lines");
  const outcomes = await Promise.allSettled([change(ann, [confirm(a)]), change(ben, [confirm(a)])]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("undo takes a person's own latest act back, restores who had decided, and removes what it had added", async () => {
  const [a] = await lines();
  if (!a) throw new Error("no lines");
  const [confirmed] = await change(ben, [confirm(a)]);
  if (!confirmed) throw new Error("not changed");
  const act = randomUUID();
  const edited = { ...confirmed.value, column: "other" };
  await change(
    ann,
    [
      { kind: "change", lineId: "a", revision: confirmed.revision, after: { value: edited, decision: "open" } },
      { kind: "add", lineId: "added:1", mapping: "patient", position: 9, after: { value: edited, decision: "open" } },
    ],
    act,
  );
  expect((await lines()).map(({ id }) => id)).toEqual(["a", "b", "c", "added:1"]);
  await expect(store.transact((tx) => tx.mapDraft.undo(migrationId, ben))).rejects.toMatchObject({ code: "stale" });
  const undone = await store.transact((tx) => tx.mapDraft.undo(migrationId, ann));
  expect({ act: undone.act, lineIds: undone.lineIds.toSorted() }).toEqual({ act, lineIds: ["a", "added:1"] });
  const [back, ...rest] = await lines();
  expect(back).toEqual({ ...confirmed, revision: confirmed.revision + 2 });
  expect(rest.map(({ id }) => id)).toEqual(["b", "c"]);
  const history = await store.transact((tx) => tx.mapDraft.history(migrationId, "a"));
  expect(
    history.map(({ by, isUndone, before, after }) => [by.name, isUndone, before?.decision, after?.decision]),
  ).toEqual([
    ["Ann", true, "confirmed", "open"],
    ["Ben", false, "open", "confirmed"],
  ]);
  await expect(store.transact((tx) => tx.mapDraft.undo(migrationId, ann))).rejects.toMatchObject({
    code: "nothing-to-undo",
  });
  await store.transact((tx) => tx.mapDraft.undo(migrationId, ann, history[1]?.act));
  expect((await lines())[0]).toMatchObject({ decision: "open", decidedBy: null, decidedAt: null });
});

test("an act is not undone beneath a later one, even when that one says the same", async () => {
  const [a] = await lines();
  if (!a) throw new Error("no lines");
  const [confirmed] = await change(ann, [confirm(a)]);
  if (!confirmed) throw new Error("not changed");
  await change(ben, [confirm(confirmed)]);
  await expect(store.transact((tx) => tx.mapDraft.undo(migrationId, ann))).rejects.toMatchObject({ code: "stale" });
});

test("a line that is there cannot be added again", async () => {
  const { value } = line("a", 0);
  const add: LineChange = {
    kind: "add",
    lineId: "a",
    mapping: "patient",
    position: 1,
    after: { value, decision: "open" },
  };
  await expect(change(ann, [add])).rejects.toMatchObject({ code: "stale" });
});

test("comments are kept in order, counted, and stored sealed", async () => {
  const canary = "Zq9CanaryComment";
  for (const text of [canary, "second"]) {
    const comment = { id: randomUUID(), lineId: "a", text, by: ann };
    await store.transact((tx) => tx.mapDraft.addComment(migrationId, comment));
  }
  const comments = await store.transact((tx) => tx.mapDraft.comments(migrationId, "a"));
  expect(comments.map(({ text, by }) => [text, by.name])).toEqual([
    [canary, "Ann"],
    ["second", "Ann"],
  ]);
  expect(await store.transact((tx) => tx.mapDraft.commentCount(migrationId))).toEqual([{ lineId: "a", count: 2 }]);
  expect(await tablesHolding(database.url, [canary])).toEqual([]);
});

test("versions are numbered, listed newest first, and hold what was frozen", async () => {
  const frozen = { digest: "d1", objects: [], lines: await lines(), by: ann };
  const add = (digest: string) => store.transact((tx) => tx.mapDraft.addVersion(migrationId, { ...frozen, digest }));
  expect(await Promise.all([add("d1"), add("d2"), add("d3")])).toHaveLength(3);
  const versions = await store.transact((tx) => tx.mapDraft.versions(migrationId));
  expect(versions.map(({ number }) => number)).toEqual([3, 2, 1]);
  const one = await store.transact((tx) => tx.mapDraft.version(migrationId, 1));
  expect(one).toMatchObject({ number: 1, by: ann, lines: frozen.lines });
  expect(await store.transact((tx) => tx.mapDraft.version(migrationId, 9))).toBeNull();
});

test("another tenant sees nothing of a draft", async () => {
  const tenantId = await findOrCreateTenant(database.client, database.seal, "other clinic");
  const other = createTenantStore(database.client, tenantId, database.seal);
  expect(await other.transact((tx) => tx.mapDraft.lines(migrationId))).toEqual([]);
});
