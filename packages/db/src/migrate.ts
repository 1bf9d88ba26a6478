import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Client, escapeLiteral } from "pg";
import { loadSchemaEngine, migrationsFolder } from "./schema-engine.ts";

/** The runtime role, with its password in embedded databases; production gives its own. */
export const appRole = { name: "flit_app", password: "flit_app" } as const;

/** Applies the migrations that are missing, as `prisma migrate deploy` would, and gives the runtime role password and rights. */
export async function migrate(ownerUrl: string, password: string = appRole.password): Promise<void> {
  const engine = await loadSchemaEngine(ownerUrl);
  try {
    await engine.applyMigrations({
      migrationsList: await migrationsFolder(),
      filters: { externalTables: [], externalEnums: [] },
    });
  } finally {
    engine.free();
  }
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(await readFile(fileURLToPath(new URL("./runtime-role.sql", import.meta.url)), "utf8"));
    await client.query(`alter role ${appRole.name} password ${escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
}
