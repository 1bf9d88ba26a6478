import type { StoreTransaction } from "@flit/core/ports";
import type { Run } from "@flit/core/run";
import { z } from "zod";

const reasonCount = z.object({ reason: z.string(), count: z.number() });

/** A balance as a run that surveyed the destination keeps it. */
const balanced = z.object({
  isComplete: z.boolean(),
  residual: z.number(),
  stray: z.number(),
  isAuditIntact: z.boolean(),
  proofRoot: z.string(),
  objects: z.array(
    z.object({
      mapping: z.string(),
      source: z.number(),
      created: z.number(),
      updated: z.number(),
      matched: z.number(),
      skipped: z.array(reasonCount),
      rejected: z.array(reasonCount),
      unknown: z.number(),
      verified: z.number(),
      edited: z.number(),
      mismatched: z.number(),
      missing: z.number(),
      extra: z.number(),
      duplicates: z.number(),
    }),
  ),
});
export type CheckResult = z.infer<typeof balanced>;

/** A run that read the whole destination back and came to its end. */
export interface LastCheck {
  readonly run: Run;
  readonly result: CheckResult;
}

/** The newest of a migration's runs that surveyed the destination; null when none has. A rollback leaves nothing to see. */
export function lastCheck(runs: readonly Run[]): LastCheck | null {
  for (const run of runs.toReversed()) {
    if (run.kind === "rollback" && run.scope === null && run.state === "completed") return null;
    const result = balanced.safeParse(run.result);
    if (result.success && run.finishedAt !== null) return { run, result: result.data };
  }
  return null;
}

/** Names of users and practitioners by the ids that totals are kept under. */
export async function namesOf(
  tx: StoreTransaction,
  migrationId: string,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const match = await tx.migrations.ownerMatch(migrationId);
  const links = await tx.links.byRows(migrationId, [...new Set(ids)]);
  const name = (person: {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string | null;
  }) => [person.firstName, person.lastName].filter((part) => part !== null).join(" ") || (person.email ?? "");
  const users = new Map((match?.users ?? []).map((user) => [user.id.toLowerCase(), name(user)]));
  const practitioners = new Map((match?.practitioners ?? []).map((one) => [one.id, name(one)]));
  const rows = new Map(
    links
      .filter(({ mapping }) => mapping === "practitioner")
      .map(({ rowId, sourceId }) => [rowId, practitioners.get(sourceId) || `Practitioner ${sourceId}`]),
  );
  return (id) => (id === "" ? "Nobody" : (rows.get(id) ?? users.get(id)) || `User ${id.slice(0, 8)}`);
}
