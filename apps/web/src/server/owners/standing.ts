import { readMigrationOptions } from "@flit/core/migration-options";
import { type OwnerGaps, type OwnerMatch, ownerGaps } from "@flit/core/owner-match";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import type { Migration, StoreTransaction } from "@flit/core/ports";

/** How a migration's owners stand. */
export interface OwnerStanding {
  readonly match: OwnerMatch | null;
  readonly owners: readonly OwnerResolution[];
  readonly fallbackOwnerId: string | null;
  /** Practitioners that were read and are still there. */
  readonly present: number;
  readonly gaps: OwnerGaps;
}

/** Reads how owners stand: page and journey say the same. */
export async function readStanding(tx: StoreTransaction, migration: Migration): Promise<OwnerStanding> {
  const { id } = migration;
  const { fallbackOwnerId } = readMigrationOptions(migration.options);
  const match = await tx.migrations.ownerMatch(id);
  const owners = await tx.migrations.owners(id);
  const present = await tx.staging.countPresent(id, "practitioners");
  return { match, owners, fallbackOwnerId, present, gaps: ownerGaps({ match, owners, fallbackOwnerId, present }) };
}
