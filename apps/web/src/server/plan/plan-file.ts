import { viewApproval } from "../approvals/view-approval.ts";
import type { ExportedPlan } from "./read-plan.ts";

/** The plan as JSON: every part as it is sent to Dynamics, signatures and what was made. */
export function planFile({ migration, environment, saved, approvals, made }: ExportedPlan): Response {
  const file = {
    format: "flitstack-schema-plan",
    version: 1,
    migration: { id: migration.id, name: migration.name },
    environment,
    digest: saved.digest,
    mapDigest: saved.mapDigest,
    madeAt: saved.madeAt,
    limits: saved.limits,
    items: saved.items.map((item) => ({ ...item, isMade: made.has(item.key) })),
    approvals: approvals.map(viewApproval),
  };
  return new Response(`${JSON.stringify(file, undefined, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="schema-plan-${saved.digest.slice(0, 12)}.json"`,
      "cache-control": "no-store",
    },
  });
}
