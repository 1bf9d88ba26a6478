import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Vitest's set-up of all integration tests: one migrated cluster, which each file copies. Answers how to remove it. */
export function setup() {
  const above = mkdtempSync(join(tmpdir(), "flit-template-"));
  const folder = join(above, "postgres");
  // A process of its own: Vitest loads its set-up without `import.meta.resolve`.
  const program = fileURLToPath(new URL("../packages/db/src/testing-template-main.ts", import.meta.url));
  execFileSync(process.execPath, [program, folder], { stdio: ["ignore", "inherit", "inherit"] });
  process.env.FLIT_TEST_CLUSTER = folder;
  return () => rmSync(above, { recursive: true, force: true });
}
