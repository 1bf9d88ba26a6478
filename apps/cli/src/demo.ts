import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Config, parseConfig } from "./config.ts";
import { cliEnv } from "./env.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { type Job, openJob } from "./job.ts";
import { audit } from "./phases/audit.ts";
import { deliver, delta, rollback } from "./phases/deliver.ts";
import { plan } from "./phases/plan.ts";
import { startProduct } from "./product.ts";
import { collectReport, isReconciled, type Report, withBooksOf } from "./report/report.ts";
import { printSummary } from "./report/summary.ts";
import { writeReport } from "./report/write-report.ts";
import type { Terminal } from "./terminal.ts";

/** Hours of the platforms' rate windows and index builds pass in minutes. */
const timeScale = 60;
const sandboxStartMs = 60_000;

const written = z.object({ control: z.url(), config: z.unknown() });

interface Sandbox {
  readonly config: Config;
  digest(): Promise<string>;
  mutate(count: number): Promise<void>;
  close(): Promise<void>;
}

/** `npm run demo`: a whole migration of a made-up clinic through the real product, against the sandbox. */
export async function demoCommand(
  args: readonly string[],
  terminal: Terminal,
  onStart: (close: () => Promise<void>) => void,
): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      patients: { type: "string", default: "2000" },
      seed: { type: "string", default: "1" },
      rollback: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
    },
  });
  const patients = wholeNumber("--patients", values.patients);
  const seed = wholeNumber("--seed", values.seed);
  const folder = values.keep ? join(process.cwd(), ".flit", "demo") : mkdtempSync(join(tmpdir(), "flit-demo-"));
  // Postgres, run by root, works as a user of its own and has to get through; nothing here can be listed.
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
  terminal.line(
    `FlitStack moves a made-up clinic of ${patients.toLocaleString("en")} patients from Cliniko to Dynamics 365 Sales, both played by the sandbox.`,
  );

  const open: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const one of open.reverse()) await one().catch(() => undefined);
    if (!values.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // Asked for by the end of the work and by Ctrl-C, done once.
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  onStart(close);
  try {
    const sandbox = await terminal.during("Starting the sandbox", () => startSandboxProcess(folder, patients, seed));
    open.push(sandbox.close);
    const product = await startProduct({ state: join(folder, "state"), workers: 1, terminal, allowLocal: true });
    open.push(product.close);
    const job = await openJob(sandbox.config, product, terminal);
    return await migrateClinic(job, sandbox, values.rollback);
  } finally {
    await close();
  }
}

async function migrateClinic(job: Job, sandbox: Sandbox, withRollback: boolean): Promise<ExitCode> {
  const before = await sandbox.digest();
  await audit(job);
  await plan(job);
  await deliver(job);
  await sandbox.mutate(20);
  await delta(job);
  const loaded = await collectReport(job);
  printSummary(loaded, job.terminal);
  if (!withRollback) return finish(job, loaded, isReconciled(loaded));

  const run = await rollback(job);
  const undone = withBooksOf(loaded, await collectReport(job, run));
  printSummary(undone, job.terminal);
  const isEqual = (await sandbox.digest()) === before;
  job.terminal.line(
    isEqual
      ? "The sandbox's own snapshot is the same as before the migration."
      : "The sandbox's own snapshot differs from the one before.",
  );
  return finish(job, undone, isReconciled(loaded) && isEqual && undone.rollback?.provedEqual === true);
}

async function finish(job: Job, made: Report, isGood: boolean): Promise<ExitCode> {
  await writeReport(job, made);
  return isGood ? exitCode.done : exitCode.doneWithIssues;
}

/** The sandbox runs in a process of its own, as the real platforms would. */
async function startSandboxProcess(folder: string, patients: number, seed: number): Promise<Sandbox> {
  const file = join(folder, "sandbox.json");
  rmSync(file, { force: true });
  const main = fileURLToPath(import.meta.resolve("@flit/sandbox/main"));
  const args = [
    "--patients",
    String(patients),
    "--seed",
    String(seed),
    "--time-scale",
    String(timeScale),
    "--announce",
    file,
  ];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...args], {
    env: cliEnv().inherited,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  const until = performance.now() + sandboxStartMs;
  while (!existsSync(file)) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`The sandbox did not start.\n${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { control, config } = written.parse(JSON.parse(readFileSync(file, "utf8")));
  const ask = async (path: string, body?: object) => {
    const reply = await fetch(
      `${control}${path}`,
      body ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {},
    );
    if (!reply.ok) throw new Error(`The sandbox's control answered ${reply.status} to ${path}.`);
    return reply.text();
  };
  const pace = {
    cliniko: { requestsPerMinute: 180 * timeScale },
    dynamics: { requestsPerFiveMinutes: 6_000 * timeScale },
  };
  return {
    config: parseConfig(JSON.stringify(withPace(config, pace, folder)), file),
    digest: () => ask("/snapshot/digest?withoutModified"),
    mutate: async (count) => void (await ask("/mutate", { seed, count })),
    close: async () => {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The sandbox's configuration with limits that pass as fast as its clock, and with folders of this demo. */
function withPace(config: unknown, pace: Readonly<Record<string, object>>, folder: string): object {
  const base = z.record(z.string(), z.unknown()).parse(config);
  const merged = Object.fromEntries(
    Object.entries(pace).map(([platform, more]) => [
      platform,
      { ...z.record(z.string(), z.unknown()).parse(base[platform]), ...more },
    ]),
  );
  return {
    ...base,
    ...merged,
    approve: "auto",
    state: join(folder, "state"),
    report: join(process.cwd(), "reports", "demo"),
  };
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number above 0.`);
  return number;
}
