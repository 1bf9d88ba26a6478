import { existsSync, readFileSync } from "node:fs";
import { Client } from "pg";

const lookEveryMs = 15_000;
const stuckAfterSeconds = 75;
const mostOfLog = 4_000;

/**
 * Watches a test's database for a run that stands still, and ends the test with what its steps wait for, what the
 * database is doing and what the workers said last: a time-out alone would not say. Answers how to stop watching.
 */
export function failWhenStuck(ownerUrl: string, workerLog?: string): () => void {
  const timer = setInterval(() => {
    void standingStill(ownerUrl).then((found) => {
      if (found === null) return;
      clearInterval(timer);
      // Outside of any call of the test's: the runner reports it as an error of its own.
      queueMicrotask(() => {
        throw new Error(`A run has stood still for ${stuckAfterSeconds} s: ${found}\n${lastLines(workerLog)}`);
      });
    });
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Logs hold ids and names of errors only. */
function lastLines(file: string | undefined): string {
  return file === undefined || !existsSync(file) ? "" : readFileSync(file, "utf8").slice(-mostOfLog);
}

/** What a run that stands still waits for, as JSON without records' values; null when none does, or nobody answers. */
async function standingStill(url: string): Promise<string | null> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A database that is closed while this looks says so to idle connections too; without a listener that ends the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const steps = await client.query(
      `select r.kind as run, s.kind, s.state, s.done, s.total, s.idle_starts, s.waiting_for, s.failure,
         s.wait_until - clock_timestamp() as waits, s.lease_until - clock_timestamp() as leased,
         clock_timestamp() - s.progressed_at as since
       from step s join run r on r.tenant_id = s.tenant_id and r.id = s.run_id
       where r.state = 'running' and s.state <> 'done'
         and greatest(r.started_at, (select max(o.progressed_at) from step o where o.tenant_id = r.tenant_id and o.run_id = r.id))
           < clock_timestamp() - $1 * interval '1 second'
       order by s.position limit 12`,
      [stuckAfterSeconds],
    );
    if (steps.rowCount === 0) return null;
    const activity = await client.query(
      `select state, wait_event_type, wait_event, clock_timestamp() - xact_start as age, left(query, 120) as query
       from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const jobs = await client
      .query("select state, attempts_started, delay_ms, failed_reason from job limit 12")
      .catch(() => null);
    return JSON.stringify({ steps: steps.rows, jobs: jobs?.rows ?? "none", activity: activity.rows });
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
