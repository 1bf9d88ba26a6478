import { resolveOwners } from "@flit/core/resolve-owners";
import { practitionersOf } from "@flit/pairs/cliniko-dynamics365/owners";
import { NeedsDecision } from "../exit-code.ts";
import type { Job } from "../job.ts";

const pageSize = 1_000;

/** Matches practitioners to Dynamics users and names the fallback owner. */
export async function owners(job: Job): Promise<void> {
  const { terminal, config } = job;
  terminal.heading("Owners");
  const { store, migration, destination } = await job.open();
  const users = await destination.users();
  const fallback = users.find((user) => user.email?.toLowerCase() === config.fallbackOwner.toLowerCase());
  if (!fallback?.isEnabled || !fallback.hasRole) {
    const why = !fallback
      ? "is no user of this environment"
      : fallback.isEnabled
        ? "holds no security role"
        : "is disabled";
    throw new NeedsDecision(`fallbackOwner ${config.fallbackOwner} ${why}. Name an enabled user with a role.`);
  }
  await job.setOption("fallbackOwnerId", fallback.id);
  const staged = await store.transact(async (tx) => ({
    practitioners: await tx.staging.page(migration.id, "practitioners", 0, pageSize),
    users: await tx.staging.page(migration.id, "users", 0, pageSize),
  }));
  const resolved = resolveOwners({
    practitioners: practitionersOf(staged.practitioners, staged.users),
    users,
    chosen: {},
  });
  await store.transact((tx) => tx.migrations.saveOwners(migration.id, resolved));
  job.changed();
  const unresolved = resolved.filter((owner) => owner.userId === null);
  terminal.line(`${resolved.length - unresolved.length} of ${resolved.length} practitioners are Dynamics users.`);
  if (unresolved.length > 0) {
    terminal.line(
      `Unresolved, owned by ${config.fallbackOwner}: Cliniko practitioners ${unresolved.map((owner) => owner.practitionerId).join(", ")}`,
    );
  }
}
