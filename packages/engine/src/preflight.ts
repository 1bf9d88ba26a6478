import type { AuditFinding } from "@flit/core/audit-report";
import type { DestinationTable } from "@flit/core/destination";
import { readMigrationOptions } from "@flit/core/migration-options";
import type { StoreTransaction } from "@flit/core/ports";
import type { StepCursor, StepLease } from "@flit/core/run";
import { auditReport } from "@flit/pairs/cliniko-dynamics365/audit-report";
import { tablesToBe } from "@flit/pairs/cliniko-dynamics365/tables-to-be";
import type { MigrationContext } from "./context.ts";
import { dryRunPage } from "./dry-run.ts";
import { takeInventory } from "./inventory.ts";
import { previewOwners } from "./match-owners.ts";
import { type Proposal, proposeMaps } from "./propose.ts";
import { advance, cursorNumber, cursorText, type SliceEnd } from "./slice.ts";

/**
 * Tries the proposed map on the next page of records; after the last one, puts the audit's report together. What the
 * trial has found so far stands in the cursor: a column and a count each.
 */
export async function preflightSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const { proposal, tables } = await trialOf(context);
  // Another map than the one the trial began with: what it found says nothing about this one.
  const isSame = cursorText(lease, "mapDigest") === proposal.mapDigest;
  const cursor: StepCursor = isSame ? (lease.step.cursor ?? {}) : { mapDigest: proposal.mapDigest };
  const position = isSame ? cursorNumber(lease, "map") : 0;
  const map = proposal.maps[position];
  if (map === undefined) return await report(context, lease, proposal);
  const trial = { maps: proposal.maps, tables, cutOff: lease.run.cutOff };
  const page = await dryRunPage(context, map, trial, isSame ? cursorNumber(lease, "seq") : 0);
  const place = page.last === null ? { map: position + 1, seq: 0 } : { map: position, seq: page.last };
  const done = (isSame ? lease.step.progress.done : 0) + page.records;
  const moved = await context.store.transact(async (tx) => {
    const total = (isSame ? lease.step.progress.total : null) ?? (await recordsToTry(tx, context, proposal.maps));
    return advance(tx, lease, {
      cursor: { ...cursor, ...place, ...addUp(cursor, page.findings) },
      progress: { done, total: Math.max(done, total) },
    });
  });
  return { next: "again", lease: moved };
}

/** Records that all maps read, counted once for a step. */
async function recordsToTry(tx: StoreTransaction, { migration }: MigrationContext, maps: Proposal["maps"]) {
  const staged = new Map((await tx.staging.count(migration.id)).map(({ object, count }) => [object, count]));
  return maps.reduce((sum, { source }) => sum + (staged.get(source.object) ?? 0), 0);
}

async function report(context: MigrationContext, lease: StepLease, proposal: Proposal): Promise<SliceEnd> {
  const migrationId = context.migration.id;
  const users = await context.destination.users();
  const { chosenOwners } = readMigrationOptions(context.migration.options);
  const made = auditReport({
    ...(await takeInventory(context)),
    source: await context.source.check(),
    users,
    owners: await previewOwners(context, users, chosenOwners),
    live: proposal.live,
    plan: proposal.plan,
    maps: proposal.maps,
    mapDigest: proposal.mapDigest,
    options: proposal.options,
    findings: findingsIn(lease.step.cursor ?? {}),
    unknownKeys: await context.store.transact((tx) => tx.staging.unknownKeys(migrationId)),
  });
  context.failPoint("preflight.before-commit");
  const count = (verdict: string) => made.checks.filter((check) => check.verdict === verdict).length;
  await context.store.transact(async (tx) => {
    await tx.inventory.putReport(migrationId, lease.run.id, made);
    await tx.audit.append(lease.run.id, "preflight", [
      { event: "audit.reported", subject: { blocking: count("blocking"), warnings: count("warning") } },
    ]);
    await advance(tx, lease, { cursor: lease.step.cursor, progress: lease.step.progress });
  });
  return { next: "done" };
}

interface Trial {
  readonly proposal: Proposal;
  readonly tables: { readonly [name: string]: DestinationTable };
}

/** The proposal asks the environment for every table: once for a context, not for each page. */
const trials = new WeakMap<MigrationContext, Promise<Trial>>();

function trialOf(context: MigrationContext): Promise<Trial> {
  const known = trials.get(context);
  if (known) return known;
  const fresh = proposeMaps(context, readMigrationOptions(context.migration.options)).then((proposal) => ({
    proposal,
    tables: tablesToBe(proposal.spec, proposal.live),
  }));
  trials.set(context, fresh);
  // A failure must not be remembered.
  fresh.catch(() => trials.delete(context));
  return fresh;
}

const findingKey = /^found:(?<table>[^.]+)\.(?<column>[^.]+)\.(?<kind>clipped|unknown-choice|unreadable)$/;

/** New totals of what a page found, by cursor key. */
function addUp(cursor: StepCursor, findings: readonly AuditFinding[]): StepCursor {
  return Object.fromEntries(
    findings.map(({ table, column, kind, count }) => {
      const key = `found:${table}.${column}.${kind}`;
      return [key, Number(cursor[key] ?? 0) + count];
    }),
  );
}

function findingsIn(cursor: StepCursor): readonly AuditFinding[] {
  return Object.entries(cursor).flatMap(([key, count]) => {
    const { table, column, kind } = findingKey.exec(key)?.groups ?? {};
    if (table === undefined || column === undefined || !isKind(kind)) return [];
    return [{ table, column, kind, count: Number(count) }];
  });
}

function isKind(kind: string | undefined): kind is AuditFinding["kind"] {
  return kind === "clipped" || kind === "unknown-choice" || kind === "unreadable";
}
