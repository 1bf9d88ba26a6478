import type { DestinationDescription, DestinationRow } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import { sha256Hex } from "@flit/core/ids";
import type { Json } from "@flit/core/record";
import type { StepLease } from "@flit/core/run";
import { readBalance } from "./balance.ts";
import type { MigrationContext } from "./context.ts";
import { fileTable } from "./files.ts";
import { reloadSample } from "./sample/rehearse.ts";
import { advance, cursorNumber, cursorText, type SliceEnd } from "./slice.ts";

const sliceSize = 500;
/** Kept rows that stand in the result; all of them are listed with the run. */
const mostListed = 1_000;

/**
 * Proves a rollback by reading back: no row with an id we ever sent is there unless it is listed as kept (late commits
 * included), and the schema of the touched tables is what it was before. The verdict becomes the run's result. A
 * rollback of a part proves that part, and leaves the schema.
 */
export async function proveSlice(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const mappings = await mappingsInLedger(context, lease);
  const mapping = cursorText(lease, "mapping") ?? mappings[0];
  if (mapping === undefined) return await conclude(context, lease);
  const page = await context.store.transact((tx) =>
    tx.ledger.page(context.migration.id, mapping, cursorNumber(lease, "seq"), sliceSize, partOf(lease)),
  );
  if (page.length === 0) {
    const following = mappings[mappings.indexOf(mapping) + 1];
    if (following === undefined) return await conclude(context, lease);
    return { next: "again", lease: await move(context, lease, { mapping: following, seq: 0 }, 0) };
  }
  const created = page.filter((entry) => entry.kind === "create" && entry.state !== "kept");
  const table = created[0]?.table;
  const hasRows = table !== undefined && table !== fileTable;
  const found = hasRows ? await readIfThere(context, table, created) : new Map<string, DestinationRow>();
  if (found.size > 0) await removeLate(context, table ?? "", [...found.values()]);
  const left = found.size > 0 && hasRows ? await readIfThere(context, table, created) : found;
  const cursor = { mapping, seq: page.at(-1)?.seq ?? 0, left: cursorNumber(lease, "left") + left.size };
  return { next: "again", lease: await move(context, lease, cursor, page.length) };
}

/** Rows that are there; none when their table went with the schema. */
async function readIfThere(context: MigrationContext, table: string, entries: readonly { readonly rowId: string }[]) {
  try {
    return await context.destination.read(table, [...new Set(entries.map((entry) => entry.rowId))], []);
  } catch (error) {
    if (error instanceof Fault && error.code === "table-missing") return new Map<string, DestinationRow>();
    throw error;
  }
}

/** Creates that arrived after their undo: deleted now, guarded by their versions, unless a person took them up. */
async function removeLate(context: MigrationContext, table: string, rows: readonly DestinationRow[]): Promise<void> {
  const ours = rows.filter((row) => row.modifiedBy === null || row.modifiedBy === context.live.userId);
  await context.destination.write(
    table,
    ours.map((row) => ({ kind: "delete", id: row.id, ifVersion: row.version })),
    { isBulk: false },
  );
}

async function move(
  context: MigrationContext,
  lease: StepLease,
  cursor: Record<string, string | number>,
  read: number,
): Promise<StepLease> {
  return context.store.transact((tx) =>
    advance(tx, lease, {
      cursor: { left: cursorNumber(lease, "left"), ...cursor },
      progress: { done: lease.step.progress.done + read, total: null },
    }),
  );
}

/** The run, when it takes back a part only; a rehearsal leaves the schema, too. */
function partOf({ run }: StepLease): string | undefined {
  return run.scope === null && run.kind === "rollback" ? undefined : run.id;
}

async function mappingsInLedger(context: MigrationContext, lease: StepLease): Promise<readonly string[]> {
  const counts = await context.store.transact((tx) => tx.ledger.count(context.migration.id, partOf(lease)));
  return [...new Set(counts.map((entry) => entry.mapping))].sort();
}

async function conclude(context: MigrationContext, lease: StepLease): Promise<SliceEnd> {
  const migrationId = context.migration.id;
  const part = partOf(lease);
  const { saved, counts, own, kept, provisioned } = await context.store.transact(async (tx) => ({
    saved: part === undefined ? await tx.migrations.plan(migrationId) : null,
    counts: await tx.ledger.count(migrationId, part),
    own: await tx.ledger.count(migrationId, lease.run.id),
    kept: await tx.ledger.kept(migrationId, part),
    provisioned: part === undefined ? await tx.migrations.provisioned(migrationId) : [],
  }));
  const add = (among: typeof counts, kinds: readonly string[], states: readonly string[]) =>
    among
      .filter((entry) => kinds.includes(entry.kind) && states.includes(entry.state))
      .reduce((sum, entry) => sum + entry.count, 0);
  const before = saved ? schemaDigest(saved.before) : null;
  const after = saved ? schemaDigest(await context.destination.describe(Object.keys(saved.before.tables))) : null;
  const schemaKept = provisioned.filter((step) => step.state === "kept").map((step) => step.key);
  const unsettled = add(
    counts,
    ["create", "update", "delete", "file"],
    ["intended", "unknown", "applied", "verified", "mismatched"],
  );
  const stillThere = cursorNumber(lease, "left");
  // What had arrived: the accounts go, and the report still tells.
  const books = part === undefined ? (await readBalance(context)).objects : null;
  const result = {
    deleted: add(own, ["create"], ["reverted"]),
    filesRemoved: add(own, ["file"], ["reverted"]),
    restored: add(own, ["update"], ["reverted"]),
    kept: kept.slice(0, mostListed).map(({ rowId, reason }) => ({ id: rowId, reason })),
    /** All of them; the list is cut off. */
    keptCount: kept.length,
    schemaRemoved: provisioned.filter((step) => step.state === "removed").length,
    schemaKept,
    /** Rows with an id of ours that are there although nothing says they may. */
    stillThere,
    /** Digests of the schema before the migration and now; null for a rollback of a part, which leaves it. */
    schemaBefore: before,
    schemaAfter: after,
    books,
    provedEqual:
      stillThere === 0 && unsettled === 0 && kept.length === 0 && schemaKept.length === 0 && before === after,
  } satisfies Json;
  await context.store.transact(async (tx) => {
    await tx.runs.setResult(lease.run.id, result);
    await tx.audit.append(lease.run.id, "prove", [
      {
        event: "rollback.proved",
        subject: {
          provedEqual: result.provedEqual,
          deleted: result.deleted,
          kept: kept.length,
          schemaBefore: before,
          schemaAfter: after,
        },
      },
    ]);
    // Links of a part went with their rows.
    if (part === undefined) await tx.links.removeAll(migrationId);
    await tx.accounts.clear(migrationId, part);
    if (part === undefined) await tx.delta.clear(migrationId);
    await tx.migrations.raiseGeneration(migrationId);
    if (lease.run.kind === "rehearsal" && result.provedEqual) await reloadSample(tx, context, lease.run);
    if (part === undefined) {
      await tx.sample.setLoaded(migrationId, null);
      await tx.approvals.voidAll(migrationId, "sample", "Everything was rolled back.");
    }
  });
  return { next: "done" };
}

/** Digest of what an environment's tables look like, without anything that changes by itself. */
export function schemaDigest(description: DestinationDescription): string {
  const tables = Object.values(description.tables)
    .map((table) => ({
      name: table.name,
      columns: Object.values(table.columns)
        .map((column) => [column.name, column.type, column.maxLength])
        .sort(),
      keys: table.keys.map((key) => key.name).sort(),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const publishers = description.publishers.map((publisher) => publisher.uniqueName).sort();
  return sha256Hex(JSON.stringify({ tables, solutions: [...description.solutions].sort(), publishers }));
}
