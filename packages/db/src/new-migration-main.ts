import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { loadSchemaEngine, schemaFiles } from "./schema-engine.ts";

/**
 * For developers: prints the SQL that brings the schema of a commit (HEAD unless named) to the present one.
 * Usage: node … [commit]. Walls and triggers are added by hand.
 */
const [commit = "HEAD"] = process.argv.slice(2);
const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });
const before = git("ls-tree", "--name-only", `${commit}:prisma/schema`)
  .split("\n")
  .filter((name) => name.endsWith(".prisma"))
  .map((name) => ({ path: name, content: git("show", `${commit}:prisma/schema/${name}`) }));
// Two models are compared; the engine wants a database all the same.
const folder = mkdtempSync(join(tmpdir(), "flit-migration-"));
const postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres"), isThrownAway: true });
const engine = await loadSchemaEngine(postgres.url);
const result = await engine.diff({
  from: { tag: "schemaDatamodel", files: before },
  to: { tag: "schemaDatamodel", files: await schemaFiles() },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
await postgres.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(result.stdout ?? "");
