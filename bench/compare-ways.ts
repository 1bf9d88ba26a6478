import { join } from "node:path";
import type { Config } from "@flit/cli/config";
import { cliEnv } from "@flit/cli/env";
import { processSettings } from "@flit/worker/process-settings";
import { runChild } from "./child.ts";
import type { FullRunFigures } from "./full-run.ts";
import type { Measured } from "./measured.ts";
import type { Pipe } from "./pipe.ts";
import { saveResults } from "./results.ts";
import { startBenchSandbox } from "./sandbox.ts";
import { makeSchema } from "./schema.ts";

/** About 100 ms for a single create and a hundred rows a second in bulk, as Microsoft's samples show. */
const latency = { perRequestMs: 90, perRowMs: 10 } as const;
/** One by one is slow: this many rows show its pace. */
const oneByOneRows = 1_000;

/** Moves the same clinic four ways, each from an empty Dynamics, and prints what each took. */
export async function compareWays(folder: string, patients: number, timeScale: number): Promise<void> {
  const sandbox = await startBenchSandbox({ folder, patients, timeScale, latency });
  try {
    const { config } = sandbox;
    const ours = await runChild<Measured & FullRunFigures>(new URL("./full-run.ts", import.meta.url), {
      config,
      folder,
      keepRows: true,
    });
    const { steadyRssMb, rssMbByTenth: _, records, ...full } = ours;
    const measured: Measured[] = [full];
    for (const pipe of pipesFor(full.rows)) {
      await sandbox.reset();
      await makeSchema(config, join(folder, "schema.json"));
      measured.push(await runPipe(config, folder, pipe));
    }
    const platform = `latency ${latency.perRequestMs} ms a request and ${latency.perRowMs} ms a row, clock ${timeScale} times as fast`;
    saveResults("ways", { patients, records, platform, workerSteadyRssMb: steadyRssMb, ways: withRatios(measured) });
    printTable(measured);
    console.log(`Clinic: ${patients} patients, ${records} records read. Platform: ${platform}.`);
  } finally {
    await sandbox.close();
  }
}

function pipesFor(rows: number): readonly Pipe[] {
  return [
    { way: "bare pipe", batch: "CreateMultiple", size: 100, connections: 1, rows, most: rows },
    { way: "one by one", batch: "single", size: 1, connections: 1, rows, most: Math.min(rows, oneByOneRows) },
    { way: "10 × 10 parallel", batch: "$batch", size: 10, connections: 10, rows, most: rows },
  ];
}

/** Started with the same settings as our worker. */
function runPipe(config: Config, folder: string, pipe: Pipe): Promise<Measured> {
  const file = join(folder, "rows.ndjson");
  const env = { ...cliEnv().inherited, ...processSettings.environment };
  return runChild<Measured>(new URL("./pipe.ts", import.meta.url), { config, file, pipe }, env);
}

/** Figures with the bare pipe as 1. */
function withRatios(measured: readonly Measured[]) {
  const bare = measured.find(({ way }) => way === "bare pipe");
  return measured.map((one) => ({
    ...one,
    readSeconds: round(one.readSeconds, 10),
    writeSeconds: round(one.writeSeconds, 10),
    ...(one.comparedSeconds !== undefined && { comparedSeconds: round(one.comparedSeconds, 10) }),
    cpuSeconds: round(one.cpuSeconds, 10),
    rowsPerSecond: round(rate(one), 10),
    cpuMsPerRow: round(cpuMs(one), 100),
    toBarePipe: bare && {
      rate: round(rate(one) / rate(bare), 100),
      ...(one.comparedSeconds !== undefined && {
        comparedRate: round(rate({ ...one, writeSeconds: one.comparedSeconds }) / rate(bare), 100),
      }),
      cpu: round(cpuMs(one) / cpuMs(bare), 100),
      peakRss: round(one.peakRssMb / bare.peakRssMb, 100),
    },
  }));
}

function printTable(measured: readonly Measured[]): void {
  console.table(
    Object.fromEntries(
      withRatios(measured).map((one) => [
        one.way,
        {
          rows: one.rows,
          "rows/s": one.rowsPerSecond,
          "× bare": one.toBarePipe?.rate,
          ...(one.toBarePipe?.comparedRate !== undefined && { "× bare, compared": one.toBarePipe.comparedRate }),
          "read s": one.readSeconds,
          "write s": one.writeSeconds,
          "CPU ms/row": one.cpuMsPerRow,
          "CPU × bare": one.toBarePipe?.cpu,
          "peak MB": one.peakRssMb,
          "MB × bare": one.toBarePipe?.peakRss,
        },
      ]),
    ),
  );
  for (const { way, note } of measured) console.log(`${way}: ${note}`);
}

function rate({ rows, readSeconds, writeSeconds }: Measured): number {
  return rows / (readSeconds + writeSeconds);
}

function cpuMs({ rows, cpuSeconds }: Measured): number {
  return (cpuSeconds * 1_000) / rows;
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
