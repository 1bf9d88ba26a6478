import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { createClient, type DatabaseClient } from "./client.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";
import { createSeal, type Seal } from "./seal.ts";
import { failWhenStuck } from "./testing-stuck.ts";
import { layCluster } from "./testing-template.ts";

export interface TestDatabase {
  readonly url: string;
  readonly appUrl: string;
  readonly client: DatabaseClient;
  readonly seal: Seal;
  /** Key-encryption key, base64. */
  readonly key: string;
  close(): Promise<void>;
}

/** A migrated database of its own for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), `flit-db-${randomUUID().slice(0, 8)}-`));
  const cluster = join(folder, "postgres");
  const isMigrated = layCluster(cluster);
  const postgres = await startEmbeddedPostgres({ folder: cluster, isThrownAway: true });
  if (!isMigrated) await migrate(postgres.url);
  const client = createClient(postgres.appUrl);
  const stopWatching = failWhenStuck(postgres.url);
  const key = randomBytes(32).toString("base64");
  return {
    url: postgres.url,
    appUrl: postgres.appUrl,
    client,
    seal: createSeal({ kek: key }),
    key,
    close: async () => {
      stopWatching();
      await client.$disconnect();
      await postgres.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs statements as the owner of the database: what tests need of the past, or of an attacker inside it. */
export async function runAsOwner(
  url: string,
  statements: readonly { readonly sql: string; readonly values?: readonly unknown[] }[],
): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    for (const { sql, values = [] } of statements) await owner.query(sql, [...values]);
  } finally {
    await owner.end();
  }
}

/** Tables of every schema, the queue's included, in which any of the texts stands in some column, read as the owner. */
export async function tablesHolding(url: string, texts: readonly string[]): Promise<readonly string[]> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    const tables = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const hits: string[] = [];
    for (const { name } of tables.rows) {
      const patterns = texts.map((text) => `%${text}%`);
      const found = await owner.query(`select 1 from ${name} t where t::text like any($1) limit 1`, [patterns]);
      if (found.rowCount) hits.push(name);
    }
    return hits;
  } finally {
    await owner.end();
  }
}

/** Lets an hour pass since somebody proved in this session who they are. */
export async function outdateProof(url: string, sessionId: string): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query("update session set proved_at = proved_at - interval '1 hour' where id = $1", [sessionId]);
  } finally {
    await owner.end();
  }
}
