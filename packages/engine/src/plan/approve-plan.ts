import type { Approval } from "@flit/core/approval";
import type { Role } from "@flit/core/permissions";
import type { MadePlan } from "@flit/core/plan";
import { describeDiff } from "@flit/core/plan-diff";
import type { StoreTransaction } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { refuseBlocked } from "../approved-plan.ts";
import { refuseOtherName } from "../typed-name.ts";
import { statementOf } from "./statement-of.ts";

/** Who signs, and what they saw and typed. */
export interface Signature {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Digest of the plan on the person's screen. */
  readonly digest: string;
  readonly typedName: string;
  /** Name of the environment, as the statement calls it. */
  readonly environment: string;
}

/** Puts a person's name under the plan as it stands. Signing the same plan again is the same approval. Throws Refusal. */
export async function approvePlan(tx: StoreTransaction, migrationId: string, by: Signature): Promise<Approval> {
  await tx.mapDraft.lock(migrationId);
  const saved = await tx.migrations.plan(migrationId);
  if (!saved) throw new Refusal("no-plan", "Make the schema plan first.");
  const { plan } = saved;
  refuseStale(plan, by.digest, (await tx.migrations.map(migrationId))?.digest ?? null);
  refuseBlocked(plan);
  refuseOtherName(by.typedName, by.name);
  const current = await tx.approvals.current(migrationId, "plan");
  if (current?.digest === plan.digest && saved.approvedDigest === plan.digest) return current;
  await tx.approvals.voidAll(migrationId, "plan", "The plan as it stands now was signed.");
  const approval = await tx.approvals.create(
    migrationId,
    {
      kind: "plan",
      digest: plan.digest,
      statement: statementOf(plan, by.environment),
      typedName: by.typedName.trim(),
      personId: by.personId,
      role: by.role,
    },
    JSON.parse(JSON.stringify(plan.items)),
  );
  await tx.migrations.approvePlan(migrationId, plan.digest, by.personId);
  return approval;
}

function refuseStale({ digest, mapDigest, replaced }: MadePlan, seen: string, map: string | null): void {
  if (mapDigest !== map)
    throw new Refusal(
      "stale-plan",
      "The map was changed after this plan was made. Make the plan again, look at it, then approve.",
    );
  if (digest === seen) return;
  const what =
    replaced?.digest === seen
      ? `The plan has changed since you opened it: ${describeDiff(replaced.diff)}.`
      : "This is not the plan as it stands: it has been made again since you opened it.";
  throw new Refusal("stale-plan", `${what} Look at it again, then approve.`);
}
