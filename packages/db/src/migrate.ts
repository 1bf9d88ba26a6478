import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { loadSchemaEngine, migrationsFolder } from "./schema-engine.ts";

/** Password of the runtime role in embedded databases; production sets its own role up. */
export const appRole = { name: "flit_app", password: "flit_app" } as const;

/** Applies the migrations that are missing, as `prisma migrate deploy` would, and gives the runtime role its rights. */
export async function migrate(ownerUrl: string): Promise<void> {
  const engine = await loadSchemaEngine(ownerUrl);
  try {
    await engine.applyMigrations({ migrationsList: await migrationsFolder(), filters: { externalTables: [], externalEnums: [] } });
  } finally {
    engine.free();
  }
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(await readFile(fileURLToPath(new URL("./runtime-role.sql", import.meta.url)), "utf8"));
  } finally {
    await client.end();
  }
}
