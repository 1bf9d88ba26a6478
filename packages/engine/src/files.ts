import { randomUUID } from "node:crypto";
import type { FileConnector, StoredFile } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { sha256Hex } from "@flit/core/ids";
import type { LedgerEntry, NewLedgerEntry, RecordAccount, StagedRecord } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";
import { vanishedReason } from "@flit/core/vanished";
import { type MigrationContext, rowIdOf } from "./context.ts";
import { countOf, pageOf } from "./load.ts";
import type { FilePlan } from "./pair.ts";
import { advance, type SliceEnd } from "./slice.ts";

/** Files per slice; each is streamed, never held. */
const sliceSize = 8;

/** "Table" under which files stand in ledger and links. */
export const fileTable = "file";

/** Carries the next files from the source into the library, with hashes on both ends. */
export async function filesSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const plan = context.pair.files;
  if (!plan || !context.files) return { next: "done" };
  const library = context.files;
  const records = await pageOf(context, lease, plan.object, sliceSize);
  if (records.length === 0) return { next: "done" };
  const total = lease.step.progress.total ?? (await countOf(context, lease, plan.object));
  const known = await knownFiles(context, plan, records);
  const owners = await ownersOf(context, plan, records);

  const work = records.map((record) => {
    const owner = owners.get(String(record.fields[plan.owner.link]));
    const isLost = record.vanishedAt !== null && !known.settled.has(record.id) && !known.open.has(record.id);
    const reason = isLost ? vanishedReason : (plan.skip(record) ?? (owner ? null : `missing:${plan.owner.mapping}`));
    return { record, reason, path: owner && reason === null ? plan.path(record, owner.record, owner.rowId) : null };
  });
  const toSend = work.flatMap(({ record, path }) =>
    path === null || known.settled.has(record.id) ? [] : [{ record, path }],
  );
  const fresh = toSend.filter(({ record }) => !known.open.has(record.id));
  const entries = new Map(fresh.map(({ record, path }) => [record.id, newEntry(context, lease, plan, record, path)]));
  await context.store.transact((tx) => tx.ledger.intend(context.migration.id, lease, [...entries.values()]));
  context.failPoint("files.after-intent");

  const accounts: RecordAccount[] = work.flatMap(({ record, reason }) =>
    reason === null ? [] : [accountOf(plan, record, "skipped", reason)],
  );
  const sent: {
    entryId: string;
    record: StagedRecord;
    path: string;
    stored: StoredFile | null;
    fault: Fault | null;
  }[] = [];
  for (const { record, path } of toSend) {
    const entryId = entries.get(record.id)?.id ?? known.open.get(record.id) ?? "";
    sent.push({ entryId, record, path, ...(await transfer(context, library, record, path)) });
  }
  context.failPoint("files.after-write");

  const next = await context.store.transact(async (tx) => {
    const migrationId = context.migration.id;
    await tx.ledger.settle(
      migrationId,
      sent.map(({ entryId, stored, fault }) => ({
        id: entryId,
        state: stored ? ("applied" as const) : ("refused" as const),
        version: stored?.version ?? null,
        failure: fault?.code ?? null,
      })),
    );
    await tx.ledger.markVerified(
      migrationId,
      sent.flatMap(({ record, stored }) =>
        stored ? [{ rowId: rowIdOf(context, plan.mapping, record.id, 0), isVerified: true }] : [],
      ),
    );
    for (const { record, fault } of sent)
      accounts.push(accountOf(plan, record, fault ? "rejected" : "created", fault?.code ?? null));
    await tx.accounts.put(migrationId, lease.run.id, accounts);
    await tx.accounts.verify(
      migrationId,
      sent.flatMap(({ record, stored }) =>
        stored ? [{ mapping: plan.mapping, sourceId: record.id, verification: "verified" as const, columns: [] }] : [],
      ),
    );
    await tx.links.put(
      migrationId,
      sent.flatMap(({ record, path, stored }) => (stored ? [linkOf(context, plan, record, path, stored)] : [])),
    );
    await tx.audit.append(
      lease.run.id,
      `files:${plan.mapping}`,
      sent.map(({ record, stored, fault }) => ({
        event: stored ? "file.stored" : "file.refused",
        subject: {
          sourceId: record.id,
          itemId: stored?.itemId ?? null,
          sizeBytes: stored?.sizeBytes ?? null,
          hash: stored?.hash ?? null,
          code: fault?.code ?? null,
        },
      })),
    );
    const cursor = { seq: records.at(-1)?.seq ?? 0 };
    return advance(tx, lease, { cursor, progress: { done: lease.step.progress.done + records.length, total } });
  });
  return { next: "again", lease: next };
}

/** Streams one file. The path is ours alone, so sending it again after a lost reply replaces the same file. */
async function transfer(
  context: MigrationContext,
  library: FileConnector,
  record: StagedRecord,
  path: string,
): Promise<{ stored: StoredFile | null; fault: Fault | null }> {
  try {
    const file = await context.source.download(record);
    const stored = await library.put(path, file.content, file.sizeBytes);
    return { stored, fault: null };
  } catch (error) {
    if (error instanceof Fault && (error.disposition === "reject" || error.code === "hash-mismatch"))
      return { stored: null, fault: error };
    throw error;
  }
}

async function knownFiles(context: MigrationContext, plan: FilePlan, records: readonly StagedRecord[]) {
  const migrationId = context.migration.id;
  return context.store.transact(async (tx) => {
    const links = await tx.links.get(
      migrationId,
      records.map((record) => ({ mapping: plan.mapping, sourceId: record.id })),
    );
    const open = await tx.ledger.open(migrationId, plan.mapping, 1_000);
    return {
      settled: new Set(links.map((link) => link.sourceId)),
      open: new Map(open.map((entry): [string, string] => [entry.sourceId, entry.id])),
    };
  });
}

async function ownersOf(context: MigrationContext, plan: FilePlan, records: readonly StagedRecord[]) {
  const ids = [...new Set(records.flatMap((record) => idOf(record.fields[plan.owner.link])))];
  return context.store.transact(async (tx) => {
    const staged = await tx.staging.byIds(context.migration.id, [plan.owner.object], ids);
    const links = await tx.links.resolve(
      context.migration.id,
      ids.map((sourceId) => ({ mapping: plan.owner.mapping, sourceId })),
    );
    const rows = new Map(links.map(({ key, link }) => [key.sourceId, link.rowId]));
    return new Map(
      staged.flatMap((record) => {
        const rowId = rows.get(record.id);
        return rowId ? [[record.id, { record, rowId }] as const] : [];
      }),
    );
  });
}

function idOf(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : [];
}

function newEntry(
  context: MigrationContext,
  lease: StepLease,
  plan: FilePlan,
  record: StagedRecord,
  path: string,
): NewLedgerEntry {
  return {
    id: randomUUID(),
    runId: lease.run.id,
    mapping: plan.mapping,
    sourceId: record.id,
    part: 0,
    kind: "file",
    table: fileTable,
    rowId: rowIdOf(context, plan.mapping, record.id, 0),
    before: null,
    after: { path },
    digest: sha256Hex(path),
    mapDigest: context.mapDigest,
    versionBefore: null,
  };
}

function linkOf(context: MigrationContext, plan: FilePlan, record: StagedRecord, path: string, stored: StoredFile) {
  return {
    mapping: plan.mapping,
    sourceId: record.id,
    part: 0,
    table: fileTable,
    rowId: rowIdOf(context, plan.mapping, record.id, 0),
    version: stored.version,
    digest: sha256Hex(path),
    finishDigest: null,
    aliasOf: null,
    isOurs: true,
    isTouched: false,
  };
}

function accountOf(
  plan: FilePlan,
  record: StagedRecord,
  outcome: RecordAccount["outcome"],
  reason: string | null,
): RecordAccount {
  return { mapping: plan.mapping, sourceId: record.id, outcome, reason, notes: [] };
}

/** Takes files back: a file somebody replaced stays. Answers the reason it was kept, or null. */
export async function removeFile(library: FileConnector, entry: LedgerEntry): Promise<string | null> {
  const path = String(entry.after.path);
  try {
    const stored = await library.stat(path);
    if (stored) await library.delete(path, entry.versionAfter ?? stored.version);
    return null;
  } catch (error) {
    if (error instanceof Fault && error.kind === "conflict") return "changed";
    throw error;
  }
}
