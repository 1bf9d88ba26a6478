import type { DestinationUser } from "@flit/core/destination";
import { type MigrationOptions, readMigrationOptions } from "@flit/core/migration-options";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import { type Practitioner, resolveOwners } from "@flit/core/resolve-owners";
import { ownedObjects, ownedRecordsOf, practitionersOf } from "@flit/pairs/cliniko-dynamics365/owners";
import type { MigrationContext } from "./context.ts";
import { stagedPages } from "./staged-records.ts";

type Chosen = MigrationOptions["chosenOwners"];
type Staged = Pick<MigrationContext, "store" | "migration">;

/** Matches practitioners to Dynamics users as they are now, with what people chose, and remembers what it saw. */
export async function matchOwners(
  context: Staged & Pick<MigrationContext, "destination">,
): Promise<readonly OwnerResolution[]> {
  const users = await context.destination.users();
  const practitioners = await practitionersIn(context);
  const { id } = context.migration;
  return context.store.transact(async (tx) => {
    await tx.migrations.lock(id);
    const { chosenOwners } = readMigrationOptions((await tx.migrations.get(id))?.options ?? {});
    const resolved = resolveOwners({ practitioners, users, chosen: chosenOwners });
    const records = ownedRecordsOf(await tx.staging.countByLink(id, ownedObjects, "practitioner"));
    await tx.migrations.saveOwnerMatch(id, { at: new Date().toISOString(), practitioners, users, records });
    await tx.migrations.saveOwners(id, resolved);
    return resolved;
  });
}

/** How owners would resolve, without remembering it. */
export async function previewOwners(
  context: Staged,
  users: readonly DestinationUser[],
  chosen: Chosen,
): Promise<readonly OwnerResolution[]> {
  return resolveOwners({ practitioners: await practitionersIn(context), users, chosen });
}

async function practitionersIn(context: Staged): Promise<readonly Practitioner[]> {
  const practitioners = await Array.fromAsync(stagedPages(context, "practitioners"));
  const accounts = await Array.fromAsync(stagedPages(context, "users"));
  return practitionersOf(practitioners.flat(), accounts.flat());
}
