import type { DuePass } from "@flit/core/delta-store";
import type { PlacedStep } from "@flit/core/ports";
import type { DatabaseClient } from "./client.ts";

/** Steps somebody should work on now, fairly over tenants. Answers ids only: it looks over the tenant walls. */
export async function dueSteps(
  client: DatabaseClient,
  limits: { readonly perTenant: number; readonly max: number },
): Promise<readonly PlacedStep[]> {
  return client.$queryRaw<PlacedStep[]>`
    select tenant_id::text as "tenantId", run_id::text as "runId", step_id::text as "stepId",
      row_number() over (partition by tenant_id order by at)::int as place
    from due_steps(${limits.perTenant}::int, ${limits.max}::int) with ordinality as due(tenant_id, run_id, step_id, at)
    order by at`;
}

/** Migrations in which a planned pass may be due. Answers ids only: it looks over the tenant walls. */
export async function duePasses(client: DatabaseClient, most: number): Promise<readonly DuePass[]> {
  return client.$queryRaw<DuePass[]>`
    select tenant_id::text as "tenantId", migration_id::text as "migrationId" from due_passes(${most}::int)`;
}
