import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseConfig } from "../config.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { type Job, openJob } from "../job.ts";
import { audit } from "../phases/audit.ts";
import { deliver } from "../phases/deliver.ts";
import { plan } from "../phases/plan.ts";
import { startProduct } from "../product.ts";
import { startSandboxProcess } from "../sandbox-process.ts";
import type { Terminal } from "../terminal.ts";
import { wholeNumber } from "../whole-number.ts";
import { platformAt } from "./platform.ts";
import { type MutationReport, testVerification } from "./test-verification.ts";

/** Defects in one verification: as many as find rows of their own in a small clinic. */
const perPass = 22;
const cleanPasses = 3;
const shown = 20;

/** `npm run mutations`: how many of a few hundred defects verification names, and how often it cries for nothing. */
export async function mutationsCommand(
  args: readonly string[],
  terminal: Terminal,
  onStart: (close: () => Promise<void>) => void,
): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "500" },
      patients: { type: "string", default: "80" },
    },
  });
  const seed = wholeNumber("--seed", values.seed);
  const count = wholeNumber("--count", values.count);
  const patients = wholeNumber("--patients", values.patients);
  const folder = mkdtempSync(join(tmpdir(), "flit-mutations-"));
  // Postgres, run by root, works as a user of its own and has to get through.
  chmodSync(folder, 0o711);
  const open: (() => Promise<void>)[] = [];
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= closeAll(open, folder);
    return closing;
  };
  onStart(close);
  try {
    const sandbox = await startSandboxProcess({ folder, patients, seed });
    open.push(sandbox.close);
    const product = await startProduct({ state: join(folder, "state"), workers: 1, terminal, allowLocal: true });
    open.push(product.close);
    const paths = { state: join(folder, "state"), report: join(folder, "report") };
    const config = parseConfig(JSON.stringify({ ...sandbox.config, approve: "auto", ...paths }), "The sandbox");
    const job = await openJob(config, product, terminal);
    await load(job);
    terminal.heading("Defects");
    const quiet: Job = { ...job, terminal: { ...terminal, live: () => undefined, heading: () => undefined } };
    const options = { seed, count, perPass, cleanPasses };
    const report = await testVerification(quiet, platformAt(sandbox.control), options, terminal.line);
    print(report, seed, terminal);
    return isPerfect(report) ? exitCode.done : exitCode.failed;
  } finally {
    await close();
  }
}

async function closeAll(open: readonly (() => Promise<void>)[], folder: string): Promise<void> {
  for (const one of open.toReversed()) await one().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function load(job: Job): Promise<void> {
  await audit(job);
  await plan(job);
  await deliver(job);
}

function isPerfect({ made, named, alarms, wrongColours, isRestored }: MutationReport): boolean {
  return named === made && alarms.length === 0 && wrongColours === 0 && isRestored;
}

function print(report: MutationReport, seed: number, { line, heading }: Terminal): void {
  heading("What verification named");
  for (const { name, made, named } of report.classes)
    line(`  ${name.padEnd(40)} ${String(made).padStart(4)} made  ${String(named).padStart(4)} named`);
  line(`  ${"all".padEnd(40)} ${String(report.made).padStart(4)} made  ${String(report.named).padStart(4)} named`);
  line(
    `Seed ${seed} · ${report.spoiledPasses} spoiled passes, ${report.cleanPasses} clean ones · ${report.alarms.length} findings without a defect · ${report.wrongColours} runs of the wrong colour · ${report.isRestored ? "restored" : "NOT restored"}`,
  );
  for (const text of report.unnamed.slice(0, shown)) line(`  not named: ${text}`);
  for (const alarm of report.alarms.slice(0, shown)) line(`  for nothing: ${JSON.stringify(alarm)}`);
}
