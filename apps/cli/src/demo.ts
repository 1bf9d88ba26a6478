import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isReconciled } from "@flit/core/migration-report";
import { type Config, parseConfig } from "./config.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { type Job, openJob } from "./job.ts";
import { audit } from "./phases/audit.ts";
import { deliver, delta, rollback } from "./phases/deliver.ts";
import { plan } from "./phases/plan.ts";
import { startProduct } from "./product.ts";
import { collectReport, type Report, withBooksOf } from "./report/report.ts";
import { printSummary } from "./report/summary.ts";
import { writeReport } from "./report/write-report.ts";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process.ts";
import type { Terminal } from "./terminal.ts";
import { wholeNumber } from "./whole-number.ts";

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
    const sandbox = await terminal.during("Starting the sandbox", () =>
      startSandboxProcess({ folder, patients, seed }),
    );
    open.push(sandbox.close);
    const product = await startProduct({ state: join(folder, "state"), workers: 1, terminal, allowLocal: true });
    open.push(product.close);
    const job = await openJob(configOf(sandbox, folder), product, terminal);
    return await migrateClinic(job, sandbox, values.rollback);
  } finally {
    await close();
  }
}

async function migrateClinic(job: Job, sandbox: SandboxProcess, withRollback: boolean): Promise<ExitCode> {
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

function configOf(sandbox: SandboxProcess, folder: string): Config {
  const report = join(process.cwd(), "reports", "demo");
  const config = { ...sandbox.config, approve: "auto", state: join(folder, "state"), report };
  return parseConfig(JSON.stringify(config), "The sandbox's configuration");
}
