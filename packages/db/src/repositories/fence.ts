import type { StepLease } from "@flit/core/run";
import { StaleLease } from "@flit/core/run-store";
import { query, type Session } from "../sql.ts";

/** Refuses work whose lease was lost to another worker or whose run has moved on. Holds the run's row until commit. */
export async function fence(session: Session, lease: StepLease): Promise<void> {
  const [row] = await query<{ epoch: number; token: string | null }>(
    session,
    `select r.epoch, s.lease_token::text as token from run r join step s on s.tenant_id = r.tenant_id and s.run_id = r.id
     where r.tenant_id = $1::uuid and r.id = $2::uuid and s.id = $3::uuid and r.state = 'running' for share of r`,
    session.tenantId,
    lease.run.id,
    lease.step.id,
  );
  if (row?.epoch !== lease.run.epoch || row.token !== lease.token) throw new StaleLease();
}
