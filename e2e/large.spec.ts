import { randomUUID } from "node:crypto";
import { migrationReport } from "@flit/core/migration-report";
import { expect, type Page } from "@playwright/test";
import { me } from "../apps/web/src/features/account/endpoints.ts";
import { createMigration, readMigration } from "../apps/web/src/features/clinics/endpoints.ts";
import { readConflicts, readDelta } from "../apps/web/src/features/delta/endpoints.ts";
import { listIssueRecords, readIssues } from "../apps/web/src/features/issues/endpoints.ts";
import { listActions } from "../apps/web/src/features/log/endpoints.ts";
import { readReconcile } from "../apps/web/src/features/reconcile/endpoints.ts";
import { searchRecords } from "../apps/web/src/features/records/endpoints.ts";
import { exportReport, readReport } from "../apps/web/src/features/reports/endpoints.ts";
import { readRollback } from "../apps/web/src/features/rollback/endpoints.ts";
import { readRuns, startLoad } from "../apps/web/src/features/runs/endpoints.ts";
import { listRecords, readSample } from "../apps/web/src/features/sample/endpoints.ts";
import { ask, request } from "./ask.ts";
import { test } from "./fixtures.ts";
import { advanceTo, type Place } from "./full-migration.ts";

/** Milliseconds. */
const limits = { list: 300, report: 5_000 } as const;
const times = 7;
const pauseMs = 1_000;

/** Milliseconds that answers took, by what was asked. */
const taken = new Map<string, number[]>();

test("pages of a large run answer in time while it writes and afterwards, and its counters equal the books", async ({
  as,
}) => {
  test.setTimeout(3_600_000);
  const owner = await as("owner");
  const dynamicsAdmin = await as("dynamics-admin");
  const clinic = (await ask(owner, me, {})).clinics[0]?.id ?? "";
  const made = { name: "A large clinic", isDemo: true };
  const place: Place = { clinic, migration: (await ask(owner, createMigration, { clinic }, made)).id };
  await advanceTo("sign", { owner, dynamicsAdmin }, place);

  const { run } = await ask(owner, startLoad, place, { requestKey: randomUUID() });
  let rounds = 0;
  for (let state = "running"; state === "running"; rounds += 1) {
    for (const [name, work] of pagesOf(owner, place)) await timed(`while it writes: ${name}`, work);
    state = (await ask(owner, readRuns, { ...place, run })).run?.state ?? "";
    await owner.waitForTimeout(pauseMs);
  }
  for (let round = 0; round < times; round += 1)
    for (const [name, work] of pagesOf(owner, place)) await timed(`at rest: ${name}`, work);
  for (let round = 0; round < times; round += 1) {
    await timed("report", () => ask(owner, readReport, place));
    await timed("report as a page", () => request(owner, exportReport, { ...place, view: "clinic", format: "html" }));
  }
  for (const [name, values] of [...taken].toSorted(([a], [b]) => a.localeCompare(b)))
    say(`${name}: median ${median(values)} ms, most ${Math.max(...values)} ms of ${values.length}`);

  const shown = (await ask(owner, readRuns, { ...place, run })).run?.objects ?? [];
  const reply = await request(owner, exportReport, { ...place, view: "clinic", format: "json" });
  const { objects: books } = migrationReport.parse(await reply.json());
  say(`${books.reduce((sum, { source }) => sum + source, 0)} accounts of records, ${rounds} rounds while it wrote`);
  const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
  expect(
    shown.map(({ mapping, written, matched, leftOut, verified, attention }) => ({
      ...{ mapping, written, matched, leftOut, verified, attention },
    })),
  ).toEqual(
    books.map(({ mapping, created, updated, matched, skipped, rejected, verified, edited, mismatched, unknown }) => ({
      mapping,
      written: created + updated,
      matched,
      leftOut: sum(skipped),
      verified: verified + edited,
      attention: sum(rejected) + mismatched + unknown,
    })),
  );
  for (const [name, values] of taken)
    expect(nearlyMost(values), name).toBeLessThanOrEqual(name.startsWith("report") ? limits.report : limits.list);
});

/** What pages ask for when they are opened, filtered or turned. */
function pagesOf(owner: Page, place: Place): readonly (readonly [string, () => Promise<unknown>])[] {
  const issues = { ...place, show: "all", sort: "records", page: 0, size: 25 } as const;
  const key = { mapping: "patient", kind: "note", code: "clipped", column: null } as const;
  const view = randomUUID();
  return [
    ["overview", () => ask(owner, readMigration, place)],
    ["run", () => ask(owner, readRuns, place)],
    ["issues", () => ask(owner, readIssues, issues)],
    ["issues of an object", () => ask(owner, readIssues, { ...issues, object: "patient" })],
    ["records of an issue", () => ask(owner, listIssueRecords, place, { key, search: "", sort: "up", page: 0, view })],
    ["records by name", () => ask(owner, searchRecords, place, { query: "and", page: 0, view })],
    ["records by id", () => ask(owner, searchRecords, place, { query: "1000", page: 0, view })],
    ["sample", () => ask(owner, readSample, place)],
    ["records of the sample", () => ask(owner, listRecords, { ...place, show: "open", search: "", page: 0, size: 50 })],
    ["delta", () => ask(owner, readDelta, place)],
    ["conflicts", () => ask(owner, readConflicts, { ...place, list: "open", page: 0, view })],
    ["reconcile", () => ask(owner, readReconcile, place)],
    ["roll back", () => ask(owner, readRollback, place)],
    ["log", () => ask(owner, listActions, { clinic: place.clinic, event: "run.started" })],
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  await work();
  taken.set(name, [...(taken.get(name) ?? []), Math.round(performance.now() - startedAt)]);
}

/** The most, but for one answer in a hundred. */
function nearlyMost(values: readonly number[]): number {
  return values.toSorted((a, b) => b - a)[Math.floor(values.length / 100)] ?? Number.POSITIVE_INFINITY;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;
}
