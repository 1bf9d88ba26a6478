// The one door: `npm start`, `npm test` and `npm run demo | migrate | sandbox | bench | setup` all come through here.
// Runs on Node 20 and nothing else, so that a fresh machine is served by one command.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runBrowser, runTests } from "./run-tests.mjs";
import { buildWeb, setUp } from "./set-up.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const node24 = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
const programs = {
  demo: ["apps/cli/src/main.ts", "demo"],
  migrate: ["apps/cli/src/main.ts", "migrate"],
  mutations: ["apps/cli/src/main.ts", "mutations"],
  start: ["apps/cli/src/main.ts", "start"],
  sandbox: ["packages/sandbox/src/main.ts"],
  bench: ["bench/main.ts"],
  evaluate: ["bench/evaluate/main.ts"],
};
const tests = {
  test: runTests,
  e2e: (root, args) => runBrowser(root, args, process.env),
  large: (root, [patients = "5300"]) => runBrowser(root, [], { ...process.env, FLIT_LARGE: patients }),
  screens: (root, [folder = "reports/screens"]) => runBrowser(root, [], { ...process.env, FLIT_SCREENS: folder }),
};

const [command = "", ...rest] = process.argv.slice(2);

try {
  if (command !== "setup" && !(command in tests) && !(command in programs)) {
    const known = ["setup", ...Object.keys(tests), ...Object.keys(programs)];
    throw new Error(`Unknown command "${command}". Use one of: ${known.join(", ")}.`);
  }
  await setUp(root);
  if (command === "start") await buildWeb(root);
  if (command in tests) {
    process.exitCode = await tests[command](root, rest);
  } else if (command !== "setup") process.exitCode = await run([...programs[command], ...rest]);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** Runs a program on Node 24 and answers its exit code; signals reach it through the terminal's process group. */
function run(args) {
  const child = spawn(node24, ["--disable-warning=ExperimentalWarning", ...args], { cwd: root, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"])
    process.on(signal, () => child.exitCode === null && signal === "SIGTERM" && child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}
