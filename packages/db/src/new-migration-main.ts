import { loadSchemaEngine, migrationsFolder, schemaFiles } from "./schema-engine.ts";

/** For developers: prints the SQL that brings the last migration to the present schema. Usage: node … <database url> [--from-empty]. */
const [url = "", flag] = process.argv.slice(2);
const engine = await loadSchemaEngine(url);
const result = await engine.diff({
  from: flag === "--from-empty" ? { tag: "empty" } : { tag: "migrations", ...(await migrationsFolder()) },
  to: { tag: "schemaDatamodel", files: await schemaFiles() },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
process.stdout.write(result.stdout ?? "");
