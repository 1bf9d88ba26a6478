import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./find-chromium.mjs";
import { buildWeb, installIfAllowed } from "./set-up.mjs";

/** Checks that count as one test each, before the tests proper. */
const checks = [
  ["format", "biome", ["format", "."]],
  ["lint", "biome", ["lint", "--error-on-warnings", "."]],
  ["types", "turbo", ["run", "types", "--output-logs=errors-only"]],
  ["types of the browser tests", "tsc", ["--noEmit", "-p", "e2e"]],
  ["walls", "npm", ["run", "--silent", "walls"]],
  ["unused", "knip", []],
];

/**
 * Runs every check and every test, the browser's last; the last line is `N passed, N failed`. With paths, only the tests
 * there, without checks and browser. Answers the exit code.
 */
export async function runTests(root, args) {
  await installIfAllowed(root, "redis-server");
  const isWhole = args.length === 0;
  const counts = [];
  if (isWhole) for (const check of checks) counts.push(await runCheck(root, check));
  counts.push(await runVitest(root, args));
  if (isWhole) counts.push(await countBrowser(root));
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  // Said again at the end: a log of this length is read from there, and often cut before.
  for (const { details } of counts) if (details) console.log(`\n${details.trimEnd()}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Runs the browser tests alone, or, told a folder by the environment, makes screenshots. Answers the exit code. */
export async function runBrowser(root, args, env) {
  await buildWeb(root);
  if ((await chromium(root)) !== "there") {
    console.log("No Chromium was found: install it (Debian: apt-get install chromium), or set CHROMIUM to its path.");
    return 1;
  }
  return (await playwright(root, ["--reporter=list", ...args], env)).code;
}

async function runCheck(root, [title, tool, args]) {
  const startedAt = Date.now();
  const { code, output } = await call(root, tool, args);
  console.log(`${code === 0 ? "✓" : "✗"} ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (code !== 0) console.log(output);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, details: `${title}:\n${output}` };
}

function runVitest(root, args) {
  return withReport("The tests", async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code, output } = await call(root, "vitest", ["run", ...reporters, ...args], { isShown: true });
    const result = JSON.parse(readFileSync(report, "utf8"));
    // A file that cannot be loaded has no failed test of its own, but it failed.
    const unloaded = result.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    ).length;
    const failed = result.numFailedTests + unloaded;
    return { passed: result.numPassedTests, ...failures(code, failed, output, /^⎯+ (Failed|Unhandled)/m) };
  });
}

/** The browser tests; a machine that has no Chromium and does not let us install one runs none, and says so. */
async function countBrowser(root) {
  const found = await chromium(root);
  if (found !== "there") {
    const isFailure = found === "failed";
    console.log(
      isFailure
        ? "✗ browser tests: Chromium could not be installed"
        : "- browser tests not run: there is no Chromium, and no right to install it (or set CHROMIUM to its path)",
    );
    return { passed: 0, failed: isFailure ? 1 : 0 };
  }
  return withReport("The browser tests", async (report) => {
    await buildWeb(root);
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const { code, output } = await playwright(root, ["--reporter=list,json"], env);
    const { stats } = JSON.parse(readFileSync(report, "utf8"));
    // What did not run because something before it failed is no success either.
    const failed = stats.unexpected + stats.flaky + stats.skipped;
    return { passed: stats.expected, ...failures(code, failed, output, /^ {2}1\) /m) };
  });
}

/** How many failed, at least one where the tool says so, and its own words on them, from where they begin. */
function failures(code, counted, output, beginning) {
  const failed = code !== 0 && counted === 0 ? 1 : counted;
  const start = output.search(beginning);
  return { failed, details: failed === 0 || start < 0 ? "" : output.slice(start) };
}

async function chromium(root) {
  return (await findChromium()) === null ? installIfAllowed(root, "chromium") : "there";
}

function playwright(root, args, env) {
  return call(root, "playwright", ["test", "-c", "e2e/playwright.config.ts", ...args], { isShown: true, env });
}

/** Runs a tool that leaves its report in a file; one that leaves none has failed. */
async function withReport(title, work) {
  const folder = mkdtempSync(join(tmpdir(), "flit-tests-"));
  try {
    return await work(join(folder, "report.json"));
  } catch (error) {
    console.log(`${title} left no report: ${error.message}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a tool of the project on Node 24; what it prints is answered, and shown at once on wish. */
function call(root, tool, args, { isShown = false, env = process.env } = {}) {
  const bin = join(root, "node_modules", ".bin");
  const path = `${bin}:${process.env.PATH}`;
  return new Promise((resolve) => {
    const child = spawn(tool === "npm" ? tool : join(bin, tool), args, {
      cwd: root,
      env: { ...env, PATH: path, TURBO_TELEMETRY_DISABLED: "1", NO_COLOR: "1", FORCE_COLOR: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const name of ["stdout", "stderr"])
      child[name].setEncoding("utf8").on("data", (chunk) => {
        output += chunk;
        if (isShown) process[name].write(chunk);
      });
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
