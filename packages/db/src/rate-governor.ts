import type { RateGovernor } from "@flit/core/connector";
import type { DatabaseClient } from "./client.ts";

/** Limit of one account: never more than `limit` requests in any window, of which `burst` may come at once. */
export interface RateLimit {
  readonly tenantId: string;
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly burst: number;
}

/**
 * Pacing shared by all workers through one row (generic cell rate algorithm, on Postgres' clock). The steady rate is
 * `limit - burst` a window, so that burst and steady flow together stay within the limit.
 */
export function createRateGovernor(
  client: DatabaseClient,
  { tenantId, key, limit, windowMs, burst }: RateLimit,
): RateGovernor {
  const intervalMs = windowMs / (limit - burst);
  const toleranceMs = intervalMs * (burst - 1);
  const inTenant = <T>(work: (tx: Parameters<Parameters<DatabaseClient["$transaction"]>[0]>[0]) => Promise<T>) =>
    client.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('app.tenant_id', ${tenantId}, true)`;
      return work(tx);
    });
  let queue: Promise<unknown> = Promise.resolve();
  // One statement answers how long this request has to wait; `arrival_at` is moved at once, so nobody shares a place.
  const reserve = () =>
    inTenant(async (tx) => {
      const [row] = await tx.$queryRaw<{ waitMs: number }[]>`
        insert into rate_bucket as b (tenant_id, key, arrival_at)
        values (${tenantId}::uuid, ${key}, clock_timestamp() + ${intervalMs} * interval '1 millisecond')
        on conflict (tenant_id, key) do update set arrival_at =
          greatest(b.arrival_at, clock_timestamp(), coalesce(b.blocked_until, '-infinity')) + ${intervalMs} * interval '1 millisecond'
        returning greatest(0,
          extract(epoch from (arrival_at - clock_timestamp())) * 1000 - ${intervalMs + toleranceMs},
          extract(epoch from (coalesce(blocked_until, '-infinity') - clock_timestamp())) * 1000
        )::float8 as "waitMs"`;
      return row?.waitMs ?? 0;
    });
  return {
    take: async () => {
      // Requests of one process queue here, so that a wait does not hold many connections.
      const turn = queue.then(reserve);
      queue = turn.catch(() => undefined);
      const waitMs = await turn;
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    hold: (durationMs) =>
      inTenant(async (tx) => {
        await tx.$executeRaw`
          insert into rate_bucket as b (tenant_id, key, blocked_until)
          values (${tenantId}::uuid, ${key}, clock_timestamp() + ${durationMs} * interval '1 millisecond')
          on conflict (tenant_id, key) do update set blocked_until =
            greatest(coalesce(b.blocked_until, '-infinity'), clock_timestamp() + ${durationMs} * interval '1 millisecond')`;
      }),
  };
}
