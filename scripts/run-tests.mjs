import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Checks that count as one test each, before the tests proper. */
const checks = [
  ["format", "biome", ["format", "."]],
  ["lint", "biome", ["lint", "--error-on-warnings", "."]],
  ["types", "turbo", ["run", "types", "--output-logs=errors-only"]],
  ["walls", "depcruise", ["packages", "apps", "--config", ".dependency-cruiser.cjs"]],
  ["unused", "knip", []],
];

/** Runs every check and every test; the last line is `N passed, N failed`. Answers the exit code. */
export async function runTests(root, args) {
  let passed = 0;
  let failed = 0;
  for (const [title, tool, toolArgs] of args.length > 0 ? [] : checks) {
    const startedAt = Date.now();
    const { code, output } = await call(root, tool, toolArgs);
    console.log(`${code === 0 ? "✓" : "✗"} ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    if (code === 0) passed += 1;
    else {
      failed += 1;
      console.log(output);
    }
  }
  const folder = mkdtempSync(join(tmpdir(), "flit-tests-"));
  const report = join(folder, "report.json");
  try {
    const { code } = await call(
      root,
      "vitest",
      ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
      "inherit",
    );
    const result = JSON.parse(readFileSync(report, "utf8"));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    // A file that cannot be loaded has no failed test of its own, but it failed.
    failed += result.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    ).length;
    if (code !== 0 && failed === 0) failed = 1;
  } catch (error) {
    console.log(`The tests left no report: ${error.message}`);
    failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Runs a tool of the project on Node 24. */
function call(root, tool, args, stdio = "pipe") {
  const bin = join(root, "node_modules", ".bin");
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, TURBO_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0" };
  return new Promise((resolve) => {
    const child = spawn(join(bin, tool), args, {
      cwd: root,
      env,
      stdio: stdio === "inherit" ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
