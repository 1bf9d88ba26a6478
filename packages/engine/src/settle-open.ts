import { compareFields, readColumns } from "@flit/core/canonical";
import type { WriteIntent } from "@flit/core/connector";
import type { DestinationRow, DestinationTable } from "@flit/core/destination";
import type { ObjectMap } from "@flit/core/mapping";
import type { LedgerEntry, Link, RecordAccount } from "@flit/core/ports";
import type { StepLease } from "@flit/core/run";
import { type MigrationContext, tableOf } from "./context.ts";
import { advance, cursorNumber, type SliceEnd } from "./slice.ts";

type Finding =
  | {
      readonly entry: LedgerEntry;
      readonly is: "applied";
      readonly version: string | null;
      readonly isTouched: boolean;
    }
  | { readonly entry: LedgerEntry; readonly is: "absent" }
  | { readonly entry: LedgerEntry; readonly is: "refused"; readonly failure: string };

/** How long to wait before reading again a row whose write may still be on its way, and how often. */
const rereadDelayMs = 2_000;
const maxRereads = 15;

/**
 * Entries left `intended` or `unknown` by a crash or a lost reply: read the rows, then call them applied, or send the
 * same bytes again. Creates carry their id and updates their version, so a late commit cannot double anything.
 */
export async function settleOpen(
  context: MigrationContext,
  lease: StepLease,
  map: ObjectMap,
  open: readonly LedgerEntry[],
): Promise<SliceEnd> {
  const table = tableOf(context, map.target.table);
  const findings = await inspect(context, table, open);
  const again = findings.filter((one) => one.is === "absent").map((one) => one.entry);
  const rereads = cursorNumber(lease, "rereads");
  const resent = again.length === 0 ? [] : await resend(context, table, again, rereads >= maxRereads);
  const known = [...findings.filter((one) => one.is !== "absent"), ...resent];
  const isStuck = known.length === 0;
  const next = await context.store.transact(async (tx) => {
    const unknown = again.filter((entry) => entry.state === "unknown");
    // The transition table allows a resend of an unknown entry only by way of `intended`.
    await tx.ledger.settle(
      context.migration.id,
      unknown.map((entry) => ({ id: entry.id, state: "intended" as const })),
    );
    await tx.ledger.settle(
      context.migration.id,
      known.map((one) =>
        one.is === "applied"
          ? { id: one.entry.id, state: "applied" as const, version: one.version }
          : { id: one.entry.id, state: "refused" as const, failure: one.is === "refused" ? one.failure : "absent" },
      ),
    );
    const created = known.filter((one) => one.entry.kind === "create");
    await tx.links.put(
      context.migration.id,
      created.flatMap((one) => (one.is === "applied" ? [linkOf(one.entry, one)] : [])),
    );
    await tx.accounts.put(context.migration.id, lease.run.id, accountsOf(created));
    await tx.audit.append(
      lease.run.id,
      `${lease.step.kind}:${map.key}`,
      known.map(({ entry, is }) => ({
        event: `row.${entry.kind}.${is}`,
        subject: {
          mapping: entry.mapping,
          sourceId: entry.sourceId,
          part: entry.part,
          rowId: entry.rowId,
          entry: entry.id,
        },
      })),
    );
    const cursor = { ...lease.step.cursor, rereads: isStuck ? rereads + 1 : 0 };
    return advance(tx, lease, { cursor, progress: lease.step.progress });
  });
  if (!isStuck) return { next: "again", lease: next };
  return { next: "wait", delayMs: rereadDelayMs, reason: "answers-lost", lease: next };
}

/** Reads the rows of open entries and says which were carried out. */
export async function inspect(
  context: MigrationContext,
  table: DestinationTable,
  open: readonly LedgerEntry[],
): Promise<readonly Finding[]> {
  const columns = readColumns([...new Set(open.flatMap((entry) => Object.keys(entry.after)))]);
  const rows = await context.destination.read(
    table.name,
    open.map((entry) => entry.rowId),
    columns,
  );
  return open.map((entry) => judge(context, table, entry, rows.get(entry.rowId) ?? null));
}

function judge(
  context: MigrationContext,
  table: DestinationTable,
  entry: LedgerEntry,
  row: DestinationRow | null,
): Finding {
  if (entry.kind === "delete")
    return row === null ? { entry, is: "applied", version: null, isTouched: false } : { entry, is: "absent" };
  if (row === null)
    return entry.kind === "create" ? { entry, is: "absent" } : { entry, is: "refused", failure: "row-deleted" };
  const isTouched = row.modifiedBy !== null && row.modifiedBy !== context.live.userId;
  // Nobody else chooses our ids: a row that is there is this entry's work; verification judges its values.
  if (entry.kind === "create") return { entry, is: "applied", version: row.version, isTouched };
  if (compareFields(entry.after, row.fields, table).length === 0)
    return { entry, is: "applied", version: row.version, isTouched };
  return row.version === entry.versionBefore ? { entry, is: "absent" } : { entry, is: "refused", failure: "version" };
}

async function resend(
  context: MigrationContext,
  table: DestinationTable,
  entries: readonly LedgerEntry[],
  isLastTry: boolean,
): Promise<readonly Finding[]> {
  const outcomes = await context.destination.write(table.name, entries.map(intentOf), { isBulk: false });
  return entries.flatMap((entry, index): Finding[] => {
    const outcome = outcomes[index];
    if (outcome?.status === "applied") return [{ entry, is: "applied", version: outcome.version, isTouched: false }];
    // Still unknown, or a late commit overtook the resend: the next slice reads again. An id that stays taken although
    // no row shows belongs to something we may not see, such as a recycle bin.
    const isOvertaken = outcome?.status === "refused" && outcome.fault.code === "duplicate-id" && !isLastTry;
    if (outcome?.status !== "refused" || isOvertaken) return [];
    return [{ entry, is: "refused", failure: outcome.fault.code }];
  });
}

function intentOf(entry: LedgerEntry): WriteIntent {
  if (entry.kind === "create") return { kind: "create", id: entry.rowId, fields: entry.after };
  const ifVersion = entry.versionBefore ?? "";
  return entry.kind === "delete"
    ? { kind: "delete", id: entry.rowId, ifVersion }
    : { kind: "update", id: entry.rowId, fields: entry.after, ifVersion };
}

function linkOf(entry: LedgerEntry, found: { readonly version: string | null; readonly isTouched: boolean }): Link {
  const { mapping, sourceId, part, table, rowId, digest } = entry;
  const { version, isTouched } = found;
  return {
    mapping,
    sourceId,
    part,
    table,
    rowId,
    version,
    digest,
    finishDigest: null,
    aliasOf: null,
    isOurs: true,
    isTouched,
  };
}

/** One account per record: a refused part speaks for the whole record. */
function accountsOf(created: readonly Finding[]): readonly RecordAccount[] {
  const accounts = new Map<string, RecordAccount>();
  for (const one of created) {
    const { mapping, sourceId } = one.entry;
    if (accounts.get(sourceId)?.outcome === "rejected") continue;
    const isRefused = one.is === "refused";
    accounts.set(sourceId, {
      mapping,
      sourceId,
      outcome: isRefused ? "rejected" : "created",
      reason: isRefused ? one.failure : null,
      notes: [],
    });
  }
  return [...accounts.values()];
}
