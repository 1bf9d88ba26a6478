import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type DatabaseClient } from "./client.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";
import { createSeal, type Seal } from "./seal.ts";

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
  const postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  await migrate(postgres.url);
  const client = createClient(postgres.appUrl);
  const key = randomBytes(32).toString("base64");
  return {
    url: postgres.url,
    appUrl: postgres.appUrl,
    client,
    seal: createSeal({ kek: key }),
    key,
    close: async () => {
      await client.$disconnect();
      await postgres.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
