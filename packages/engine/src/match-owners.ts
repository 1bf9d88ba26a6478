import type { DestinationUser } from "@flit/core/destination";
import type { MigrationOptions } from "@flit/core/migration-options";
import type { OwnerResolution } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { resolveOwners, whyNotOwner } from "@flit/core/resolve-owners";
import { practitionersOf } from "@flit/pairs/cliniko-dynamics365/owners";
import type { MigrationContext } from "./context.ts";
import { stagedPages } from "./staged-records.ts";

type Chosen = MigrationOptions["chosenOwners"];

/** Matches practitioners to Dynamics users as they are now and remembers the answer. */
export async function matchOwners(context: MigrationContext, chosen: Chosen): Promise<readonly OwnerResolution[]> {
  const resolved = await previewOwners(context, await context.destination.users(), chosen);
  await context.store.transact((tx) => tx.migrations.saveOwners(context.migration.id, resolved));
  return resolved;
}

/** The same without remembering it. */
export async function previewOwners(
  context: MigrationContext,
  users: readonly DestinationUser[],
  chosen: Chosen,
): Promise<readonly OwnerResolution[]> {
  const practitioners = await Array.fromAsync(stagedPages(context, "practitioners"));
  const accounts = await Array.fromAsync(stagedPages(context, "users"));
  return resolveOwners({ practitioners: practitionersOf(practitioners.flat(), accounts.flat()), users, chosen });
}

/** The choices that make every hint an owner. */
export function acceptHints(owners: readonly OwnerResolution[], chosen: Chosen): Chosen {
  const hints = owners.flatMap(({ how, practitionerId, suggestedUserId }) =>
    how === "hint" && suggestedUserId !== null ? [[practitionerId, suggestedUserId] as const] : [],
  );
  return { ...chosen, ...Object.fromEntries(hints) };
}

/** Refuses a user who cannot own what has no owner of its own; `name` is how people know them. */
export function requireFallbackOwner(user: DestinationUser | undefined, name: string): DestinationUser {
  const words = { disabled: "is disabled", "no-role": "holds no security role" } as const;
  const why = user && whyNotOwner(user);
  if (!user || why)
    throw new Refusal(
      "fallback-owner",
      `The fallback owner ${name} ${why ? words[why] : "is no user of this environment"}. Name an enabled user with a role.`,
    );
  return user;
}
