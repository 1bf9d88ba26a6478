import type { RunKind, RunState, StepKind } from "@flit/core/run";
import type { Worker } from "@flit/core/run-figures";
import type { DatabaseClient } from "./client.ts";

/** A worker that was not seen for this long is taken to be gone. It says several times in it that it is there. */
const aliveMs = 3_000;
const forgetAfterDays = 1;

/** Says that a worker process is there. */
export async function beat(
  client: DatabaseClient,
  worker: { readonly id: string; readonly version: string; readonly concurrency: number; readonly inHand: number },
): Promise<void> {
  const { id, version, concurrency, inHand } = worker;
  await client.$executeRaw`
    insert into worker_heartbeat (id, version, started_at, seen_at, concurrency, in_hand)
    values (${id}::uuid, ${version}, clock_timestamp(), clock_timestamp(), ${concurrency}::int, ${inHand}::int)
    on conflict (id) do update set seen_at = excluded.seen_at, in_hand = excluded.in_hand`;
}

/** A worker that ends in order is gone at once; those that were killed long ago are forgotten with it. */
export async function stopBeating(client: DatabaseClient, id: string): Promise<void> {
  await client.$executeRaw`
    delete from worker_heartbeat where id = ${id}::uuid or seen_at < clock_timestamp() - ${forgetAfterDays}::int * interval '1 day'`;
}

/** Worker processes that are alive. */
export async function workersAlive(client: DatabaseClient): Promise<readonly Worker[]> {
  const rows = await client.$queryRaw<(Omit<Worker, "startedAt" | "seenAt"> & { startedAt: Date; seenAt: Date })[]>`
    select id::text as id, version, started_at as "startedAt", seen_at as "seenAt", concurrency, in_hand as "inHand"
    from worker_heartbeat where seen_at > clock_timestamp() - ${aliveMs}::int * interval '1 millisecond' order by started_at, id`;
  return rows.map(({ startedAt, seenAt, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    seenAt: seenAt.toISOString(),
  }));
}

/** A message somebody should make out or send now: ids only, across tenants. */
export interface DueMessage {
  readonly tenantId: string;
  readonly kind: "event" | "delivery";
  readonly id: string;
}

export async function dueMessages(client: DatabaseClient, most: number): Promise<readonly DueMessage[]> {
  return client.$queryRaw<DueMessage[]>`
    select tenant_id::text as "tenantId", kind, id::text as id from due_messages(${most}::int)`;
}

/** Figures of the whole installation: a name, a label and a number each. */
export async function installationFigures(
  client: DatabaseClient,
): Promise<readonly { readonly name: string; readonly label: string; readonly value: number }[]> {
  return client.$queryRaw`select name, label, value from installation_figures()`;
}

/** A run of any tenant as FlitStack's own people see it: names of clinics and migrations, states, codes and counts. */
export interface StaffRun {
  readonly tenantId: string;
  readonly clinic: string;
  readonly migrationId: string;
  readonly migration: string;
  readonly runId: string;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly failure: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly progressedAt: Date | null;
  readonly doing: StepKind | null;
  readonly subject: string | null;
  readonly done: number;
  readonly total: number;
  readonly working: number;
  readonly waiting: number;
  readonly setAside: number;
  readonly waitingFor: string | null;
  readonly waitUntil: Date | null;
  readonly perMinute: number;
  readonly blockedUntil: Date | null;
  readonly throttled: number;
  readonly refused: number;
  readonly codes: { readonly [reason: string]: number };
}

/** Runs that are going on, and those that began after an instant. */
export async function staffRuns(client: DatabaseClient, beganAfter: Date): Promise<readonly StaffRun[]> {
  return client.$queryRaw<StaffRun[]>`
    select tenant_id::text as "tenantId", clinic, migration_id::text as "migrationId", migration, run_id::text as "runId", kind, state,
      failure, started_at as "startedAt", finished_at as "finishedAt", progressed_at as "progressedAt", doing, subject,
      coalesce(done, 0)::float8 as done, coalesce(total, 0)::float8 as total, working, waiting, set_aside as "setAside",
      waiting_for as "waitingFor", wait_until as "waitUntil", per_minute as "perMinute", blocked_until as "blockedUntil",
      throttled::float8 as throttled, refused::float8 as refused, codes
    from staff_runs(${beganAfter}::timestamptz)`;
}

/** Postgres' clock. */
export async function databaseNow(client: DatabaseClient): Promise<Date> {
  const [row] = await client.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error("Postgres told no time.");
  return row.now;
}
