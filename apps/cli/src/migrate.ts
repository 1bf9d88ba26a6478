import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isReconciled, issueCount } from "@flit/core/migration-report";
import { type Config, parseConfig } from "./config.ts";
import { cliEnv } from "./env.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { type Job, openJob } from "./job.ts";
import { audit } from "./phases/audit.ts";
import { deliver, delta, rollback, verify } from "./phases/deliver.ts";
import { plan } from "./phases/plan.ts";
import { startProduct } from "./product.ts";
import { collectReport, type Report, withBooksOf } from "./report/report.ts";
import { printSummary } from "./report/summary.ts";
import { writeReport } from "./report/write-report.ts";
import type { Terminal } from "./terminal.ts";

const commands = ["audit", "plan", "run", "delta", "verify", "rollback"] as const;
type Command = (typeof commands)[number];

const usage = `Usage: npm run migrate -- <${commands.join("|")}> --config file.json`;

/** `npm run migrate`: one phase of a migration against the servers of a configuration. */
export async function migrateCommand(
  args: readonly string[],
  terminal: Terminal,
  onStart: (close: () => Promise<void>) => void,
): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: "string" } },
    allowPositionals: true,
  });
  const command = commands.find((candidate) => candidate === positionals[0]);
  if (!command || values.config === undefined) throw new Error(usage);
  const config = readConfig(values.config);
  const product = await startProduct({
    state: config.state,
    workers: 1,
    terminal,
    allowLocal: cliEnv().FLIT_ALLOW_LOCAL_PLATFORMS === "1",
  });
  onStart(product.close);
  try {
    return await carryOut(command, await openJob(config, product, terminal));
  } finally {
    await product.close();
  }
}

/** Carries out one command and writes its report. */
export async function carryOut(command: Command, job: Job): Promise<ExitCode> {
  if (command === "audit") {
    await audit(job);
    return exitCode.done;
  }
  if (command === "plan") {
    await plan(job);
    return exitCode.done;
  }
  const made = command === "rollback" ? await undo(job) : await move(job, command);
  printSummary(made, job.terminal);
  await writeReport(job, made);
  if (made.rollback) return made.rollback.provedEqual ? exitCode.done : exitCode.doneWithIssues;
  return isReconciled(made) && issueCount(made) === 0 ? exitCode.done : exitCode.doneWithIssues;
}

async function move(job: Job, command: "run" | "delta" | "verify"): Promise<Report> {
  await { run: deliver, delta, verify }[command](job);
  return collectReport(job);
}

async function undo(job: Job): Promise<Report> {
  const loaded = await collectReport(job);
  const run = await rollback(job);
  return withBooksOf(loaded, await collectReport(job, run));
}

function readConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file} cannot be read. ${usage}`);
  }
  return parseConfig(text, file);
}
