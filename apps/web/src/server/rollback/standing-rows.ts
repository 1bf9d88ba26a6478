import type { StoreTransaction } from "@flit/core/ports";

type Standing = Awaited<ReturnType<StoreTransaction["rollbacks"]["standing"]>>;

/** While a run writes, rows come faster than anybody reads their number: counting all of them again waits this long. */
const countedForMs = 5_000;

const counted = new Map<string, { readonly at: number; readonly rows: Standing }>();

/** How many rows and files of a migration stand in Dynamics; of a few seconds ago while they become more. */
export async function standingRows(tx: StoreTransaction, migrationId: string, isWriting: boolean): Promise<Standing> {
  for (const [id, { at }] of counted) if (performance.now() - at >= countedForMs) counted.delete(id);
  const known = isWriting ? counted.get(migrationId) : undefined;
  if (known !== undefined) return known.rows;
  const rows = await tx.rollbacks.standing(migrationId);
  if (isWriting) counted.set(migrationId, { at: performance.now(), rows });
  return rows;
}
