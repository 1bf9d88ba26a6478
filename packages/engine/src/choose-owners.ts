import type { DestinationUser } from "@flit/core/destination";
import { type MigrationOptions, practitionerRow, readMigrationOptions } from "@flit/core/migration-options";
import type { OwnerMatch } from "@flit/core/owner-match";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { resolveOwners, whyNotOwner } from "@flit/core/resolve-owners";

type Chosen = MigrationOptions["chosenOwners"];

/** What a person decided about one practitioner: a user's id, `practitionerRow`, or null to go by the match again. */
export interface OwnerChoice {
  readonly practitionerId: string;
  readonly choice: string | null;
}

/**
 * Decides about any number of practitioners at once and answers the choices that would bring back what was there.
 * Throws Refusal when owners were not matched yet, a practitioner is unknown or a user cannot own rows.
 */
export async function chooseOwners(
  tx: StoreTransaction,
  migrationId: string,
  choices: readonly OwnerChoice[],
): Promise<readonly OwnerChoice[]> {
  const { match, chosen, keep } = await openOptions(tx, migrationId);
  const known = new Set(match.practitioners.map(({ id }) => id));
  if (choices.some(({ practitionerId }) => !known.has(practitionerId)))
    throw new Refusal("unknown-practitioner", "This practitioner is not among those read. Match again, then decide.");
  for (const { choice } of choices) if (choice !== null && choice !== practitionerRow) requireOwner(match, choice);
  const before = choices.map(({ practitionerId }) => ({ practitionerId, choice: chosen[practitionerId] ?? null }));
  const next: { [practitionerId: string]: string } = { ...chosen };
  for (const { practitionerId, choice } of choices) {
    if (choice === null) delete next[practitionerId];
    else next[practitionerId] = choice;
  }
  await keep({ chosenOwners: next });
  await tx.migrations.saveOwners(migrationId, resolveOwners({ ...match, chosen: next }));
  return before;
}

/** Names who owns what has no owner of its own. Throws Refusal when they cannot own rows. */
export async function nameFallbackOwner(tx: StoreTransaction, migrationId: string, userId: string): Promise<void> {
  const { match, keep } = await openOptions(tx, migrationId);
  const user = peopleAmong(match.users).find(({ id }) => id === userId);
  await keep({ fallbackOwnerId: requireFallbackOwner(user, user ? nameOfUser(user) : "you chose").id });
}

/** The choices that make every hint an owner. */
export function acceptHints(owners: readonly OwnerResolution[], chosen: Chosen): Chosen {
  const hints = owners.flatMap(({ how, practitionerId, suggestedUserId }) =>
    how === "hint" && suggestedUserId !== null ? [[practitionerId, suggestedUserId] as const] : [],
  );
  return { ...chosen, ...Object.fromEntries(hints) };
}

const whyWords = { disabled: "is disabled", "no-role": "holds no security role" } as const;

/** Refuses a user who cannot own what has no owner of its own; `name` is how people know them. */
export function requireFallbackOwner(user: DestinationUser | undefined, name: string): DestinationUser {
  const why = user && whyNotOwner(user);
  if (!user || why)
    throw new Refusal(
      "fallback-owner",
      `The fallback owner ${name} ${why ? whyWords[why] : "is no user of this environment"}. Name an enabled user with a role.`,
    );
  return user;
}

/** How people know a user: by name, else by e-mail address. */
export function nameOfUser({ firstName, lastName, email, id }: DestinationUser): string {
  const name = [firstName, lastName].filter((part) => part !== null && part !== "").join(" ");
  return name || email || id;
}

/** Users who are people; the others are applications. */
export function peopleAmong(users: readonly DestinationUser[]): readonly DestinationUser[] {
  return users.filter(({ isApplication }) => !isApplication);
}

function requireOwner(match: OwnerMatch, userId: string): void {
  const user = peopleAmong(match.users).find(({ id }) => id === userId);
  if (!user)
    throw new Refusal(
      "unknown-user",
      "This user was not in Dynamics when owners were last matched. Match again, then choose.",
    );
  const why = whyNotOwner(user);
  if (why)
    throw new Refusal(
      "user-cannot-own",
      `${nameOfUser(user)} ${whyWords[why]} in Dynamics and cannot own records. Mend that in the Power Platform admin centre and match again, or choose somebody else.`,
    );
}

async function openOptions(tx: StoreTransaction, migrationId: string) {
  await tx.migrations.lock(migrationId);
  const migration = await tx.migrations.get(migrationId);
  const match = await tx.migrations.ownerMatch(migrationId);
  if (!migration || !match)
    throw new Refusal("not-matched", "Practitioners were not matched to Dynamics users yet. Match them first.");
  return {
    match,
    chosen: readMigrationOptions(migration.options).chosenOwners,
    keep: (change: Partial<MigrationOptions>) =>
      tx.migrations.setOptions(migrationId, { ...migration.options, ...change }),
  };
}
