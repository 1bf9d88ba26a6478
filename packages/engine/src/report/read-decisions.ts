import type { MigrationReport } from "@flit/core/migration-report";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import { roleNames } from "@flit/core/permissions";
import type { TenantStore } from "@flit/core/ports";
import type { Run } from "@flit/core/run";

/** Who decided what in a migration, by name. */
export function readDecisions(
  store: TenantStore,
  migrationId: string,
  runs: readonly Run[],
  owners: readonly OwnerResolution[],
): Promise<MigrationReport["decisions"]> {
  return store.transact(async (tx) => {
    const rollbacks = [];
    for (const { id } of runs.filter(({ kind }) => kind === "rollback")) {
      const asked = await tx.rollbacks.request(id);
      if (asked)
        rollbacks.push({
          by: asked.personName,
          role: roleNames[asked.role],
          reason: asked.reason,
          at: asked.at,
          run: id,
        });
    }
    const decided = (await tx.mapDraft.lines(migrationId)).filter(({ decidedBy }) => decidedBy !== null);
    const people = Map.groupBy(decided, ({ decidedBy }) => decidedBy?.name ?? "");
    return {
      warnings: (await tx.inventory.acceptances(migrationId)).map(({ key, why, reason, personName, at }) => ({
        key,
        why,
        reason,
        by: personName,
        at,
      })),
      lines: [...people].map(([by, lines]) => ({
        by,
        confirmed: lines.filter(({ decision }) => decision === "confirmed").length,
        ignored: lines.filter(({ decision }) => decision === "ignored").length,
      })),
      maps: (await tx.mapDraft.versions(migrationId)).map(({ number, digest, by, at }) => ({
        number,
        digest,
        by: by.name,
        at,
      })),
      signatures: (await tx.approvals.list(migrationId)).map(
        ({ kind, digest, statement, typedName, role, at, voided }) => ({
          kind,
          digest,
          statement,
          by: typedName,
          role: roleNames[role],
          at,
          voided,
        }),
      ),
      rollbacks,
      owners: {
        matched: owners.filter(({ how }) => how === "email").length,
        chosen: owners.filter(({ how, userId }) => how === "chosen" && userId !== null).length,
        toFallback: owners.filter(({ userId }) => userId === null).length,
      },
    };
  });
}
