import type { Approval } from "@flit/core/approval";
import type { MadePlan } from "@flit/core/plan";
import { diffPlans } from "@flit/core/plan-diff";
import { maxKeys, maxNameLength, professionalTables } from "@flit/core/plan-limits";
import type { FrozenMap, Migration, StoreTransaction } from "@flit/core/ports";
import { statementOf } from "@flit/engine/plan/statement-of";
import { z } from "zod";
import type { MadePlanView } from "../../features/plan/endpoints.ts";
import { environmentOf } from "../clinics/environment-of.ts";
import { viewItems } from "./view-items.ts";

const signedItems = z.array(z.looseObject({ key: z.string() }));

/** The plan of a migration with everything around it, as page and files show it. */
export interface PlanFacts {
  readonly migration: Migration;
  readonly environment: string;
  readonly map: FrozenMap | null;
  readonly saved: MadePlan | null;
  readonly view: MadePlanView | null;
  readonly approvals: readonly Approval[];
  /** Keys of the parts that were made. */
  readonly made: ReadonlySet<string>;
  readonly isMade: boolean;
}

/** Facts of a plan that exists: there is nothing else to take along. */
export type ExportedPlan = PlanFacts & {
  readonly saved: NonNullable<PlanFacts["saved"]>;
  readonly view: NonNullable<PlanFacts["view"]>;
};

/** Reads the plan, its approvals and how far it was carried out. */
export async function readPlanFacts(tx: StoreTransaction, migration: Migration): Promise<PlanFacts> {
  const { id } = migration;
  const saved = await tx.migrations.plan(id);
  const map = await tx.migrations.map(id);
  const all = await tx.approvals.list(id);
  const approvals = all.filter(({ kind }) => kind === "plan");
  const steps = await tx.migrations.provisioned(id);
  const made = new Set(steps.filter(({ state }) => state === "done" || state === "existed").map(({ key }) => key));
  const environment = environmentOf(migration);
  const wanted = saved?.plan.items.filter(({ verdict }) => verdict === "create" || verdict === "change") ?? [];
  const facts = { migration, environment, map, approvals, made };
  if (!saved) return { ...facts, saved: null, view: null, isMade: false };
  const { plan, before, approvedDigest } = saved;
  const { digest, madeAt, limits } = plan;
  const counts = { create: 0, change: 0, reuse: 0, blocked: 0 };
  for (const { verdict } of plan.items) counts[verdict] += 1;
  return {
    ...facts,
    saved: plan,
    isMade: wanted.every(({ key }) => made.has(key)),
    view: {
      digest,
      madeAt,
      isStale: map?.digest !== plan.mapDigest,
      counts,
      groups: [...viewItems(plan.items, { objects: map?.objects ?? [], before, made })],
      limits: {
        customTables: { ...limits.customTables, most: professionalTables },
        keys: [...limits.keys],
        mostKeys: maxKeys,
        longestName: limits.longestName,
        mostCharacters: maxNameLength,
      },
      diff: await diffToLast(tx, plan, id, approvals),
      statement: statementOf(plan, environment),
      isApproved: approvedDigest === digest,
    },
  };
}

async function diffToLast(
  tx: StoreTransaction,
  plan: MadePlan,
  migrationId: string,
  approvals: readonly Approval[],
): Promise<MadePlanView["diff"]> {
  const [last] = approvals;
  if (!last || last.digest === plan.digest) return null;
  const signed = signedItems.safeParse(await tx.approvals.content(migrationId, last.id));
  if (!signed.success) return null;
  const { added, removed, changed } = diffPlans(signed.data, plan.items);
  return { approvedAt: last.at, added: [...added], removed: [...removed], changed: [...changed] };
}
