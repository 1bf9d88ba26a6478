import type { RateGovernor } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { grantPermits, permitLifeMs, type RateLimit } from "@flit/core/rate-window";
import type { DatabaseClient } from "./client.ts";

/** Limit of one account, and whose it is. */
export interface GovernorOptions extends RateLimit {
  readonly tenantId: string;
  readonly key: string;
  /** Waits longer than this are a `throttled` Fault: the caller's time is better spent on others' work. */
  readonly patienceMs: number;
}

interface Waiter {
  readonly go: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Pacing shared by all workers through one row, on Postgres' clock: never more than `limit` requests in any window.
 * Those who wait in one process are served by one transaction, in the order they came, and ask again no sooner than a
 * permit can be free. Far from the limit, permits for the next moment are taken along: a transaction a request would
 * cost more than the requests.
 */
export function createRateGovernor(client: DatabaseClient, options: GovernorOptions): RateGovernor {
  const { tenantId, key, patienceMs } = options;
  const lifeMs = permitLifeMs(options);

  const reserve = (wanted: number) =>
    client.$transaction(async (tx) => {
      // Names the tenant, locks the row, then reads the clock: what others were given before is seen, with an earlier time.
      const [row] = await tx.$queryRaw<{ slot: bigint; used: number[]; blockedUntilMs: number; nowMs: number }[]>`
        insert into rate_bucket as b (tenant_id, key) values (set_config('app.tenant_id', ${tenantId}, true)::uuid, ${key})
        on conflict (tenant_id, key) do update set slot = b.slot
        returning slot, used, coalesce(extract(epoch from blocked_until) * 1000, 0)::float8 as "blockedUntilMs",
          (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`;
      if (row === undefined) throw new Error("The row of a rate limit is missing.");
      const { nowMs, ...state } = { ...row, slot: Number(row.slot) };
      const { granted, free, waitMs, state: after } = grantPermits(options, state, nowMs, wanted);
      // Kept when nothing was given, too: after a clock was set back, what was given before ages from here on.
      await tx.$executeRaw`
        update rate_bucket set slot = ${after.slot}::bigint, used = ${after.used}::int[]
        where tenant_id = ${tenantId}::uuid and key = ${key}`;
      if (granted > 0)
        await tx.$executeRaw`
          insert into rate_minute as m (tenant_id, key, minute, given)
          values (${tenantId}::uuid, ${key}, date_trunc('minute', clock_timestamp()), ${granted}::bigint)
          on conflict (tenant_id, key, minute) do update set given = m.given + excluded.given`;
      return { granted, free, waitMs };
    });

  const pace = createPace(lifeMs);
  let stock = { permits: 0, untilMs: 0 };
  let isFarFromLimit = false;
  /** What is taken along is lost if nobody uses it, so only while others have plenty, and never more than a sliver. */
  const foreseen = () => (isFarFromLimit ? Math.min(pace.inLastLife(), Math.floor(options.limit / 60)) : 0);

  let waiting: Waiter[] = [];
  let isServing = false;
  const failAll = (error: unknown) => {
    const left = waiting;
    waiting = [];
    for (const { fail } of left) fail(error);
  };
  async function serve(): Promise<void> {
    isServing = true;
    try {
      while (waiting.length > 0) {
        const askedAt = performance.now();
        const { granted, free, waitMs } = await reserve(waiting.length + foreseen());
        isFarFromLimit = free > options.limit / 2;
        // Counted, but too old to be used: others may have been given what a window still had.
        if (performance.now() - askedAt < lifeMs) {
          const served = waiting.splice(0, granted);
          stock = { permits: granted - served.length, untilMs: askedAt + lifeMs };
          for (const { go } of served) go();
        }
        if (waiting.length === 0 || waitMs === 0) continue;
        if (waitMs > patienceMs) {
          const message = "The account's own limit asks us to wait.";
          failAll(new Fault("throttled", "rate-window", message, { retryAfterMs: waitMs }));
        } else await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    } catch (error) {
      failAll(error);
    } finally {
      isServing = false;
    }
  }

  return {
    take: () =>
      new Promise<void>((go, fail) => {
        pace.count();
        if (waiting.length === 0 && stock.permits > 0 && performance.now() < stock.untilMs) {
          stock = { ...stock, permits: stock.permits - 1 };
          go();
          return;
        }
        waiting.push({ go, fail });
        if (!isServing) void serve();
      }),
    hold: async (durationMs) => {
      stock = { permits: 0, untilMs: 0 };
      isFarFromLimit = false;
      await client.$executeRaw`
        insert into rate_bucket as b (tenant_id, key, blocked_until)
        values (set_config('app.tenant_id', ${tenantId}, true)::uuid, ${key}, clock_timestamp() + ${durationMs} * interval '1 millisecond')
        on conflict (tenant_id, key) do update set blocked_until =
          greatest(coalesce(b.blocked_until, '-infinity'), clock_timestamp() + ${durationMs} * interval '1 millisecond')`;
      // On its own: the figure may be short of one, what must not be sent may not.
      await client.$executeRaw`
        insert into rate_minute as m (tenant_id, key, minute, throttled)
        values (set_config('app.tenant_id', ${tenantId}, true)::uuid, ${key}, date_trunc('minute', clock_timestamp()), 1)
        on conflict (tenant_id, key, minute) do update set throttled = m.throttled + 1`;
    },
  };
}

/** How many permits this process used of late, in lives of a permit. */
function createPace(lifeMs: number): { count(): void; inLastLife(): number } {
  let life = { number: 0, used: 0, usedBefore: 0 };
  const turn = () => {
    const number = Math.floor(performance.now() / lifeMs);
    if (number !== life.number) life = { number, used: 0, usedBefore: number === life.number + 1 ? life.used : 0 };
  };
  return {
    count: () => {
      turn();
      life.used += 1;
    },
    inLastLife: () => {
      turn();
      return life.usedBefore;
    },
  };
}
