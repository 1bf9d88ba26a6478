import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.ts";
import type { FullRunFigures } from "./full-run.ts";
import type { Measured } from "./measured.ts";
import { saveResults } from "./results.ts";
import { startBenchSandbox } from "./sandbox.ts";

/** A generated clinic has about this many records for each patient. */
const recordsPerPatient = 19;
/** No waiting for windows: memory is measured, not pace. */
const timeScale = 1_000;

/** Moves clinics of several sizes, each with a fresh worker, and prints how much memory the worker used. */
export async function compareSizes(folder: string, sizes: readonly number[]): Promise<void> {
  const clinics: Clinic[] = [];
  for (const size of sizes) {
    const place = join(folder, String(size));
    mkdirSync(place, { mode: 0o711 });
    const patients = Math.ceil(size / recordsPerPatient);
    const sandbox = await startBenchSandbox({ folder: place, patients, timeScale });
    try {
      const figures = await runChild<Measured & FullRunFigures>(new URL("./full-run.ts", import.meta.url), {
        config: sandbox.config,
        folder: place,
        keepRows: false,
      });
      const { records, rows, peakRssMb, steadyRssMb, rssMbByTenth, readSeconds, writeSeconds } = figures;
      const seconds = Math.round(readSeconds + writeSeconds);
      clinics.push({ patients, records, rows, seconds, steadyRssMb, peakRssMb, rssMbByTenth });
      console.table(withRatios(clinics).map(({ rssMbByTenth: _, ...shown }) => shown));
    } finally {
      await sandbox.close();
    }
  }
  for (const { records, rssMbByTenth } of clinics)
    console.log(`${records} records, MB in each tenth of the load: ${rssMbByTenth.join(" ")}`);
  saveResults("memory", { clinics: withRatios(clinics) });
}

interface Clinic {
  readonly patients: number;
  readonly records: number;
  readonly rows: number;
  readonly seconds: number;
  readonly steadyRssMb: number;
  readonly peakRssMb: number;
  /** Median in each tenth of the load. */
  readonly rssMbByTenth: readonly number[];
}

/** Figures with the first clinic's memory as 1. */
function withRatios(clinics: readonly Clinic[]) {
  const [first] = clinics;
  return clinics.map((one) => ({
    ...one,
    steadyToFirst: ratio(one.steadyRssMb, first?.steadyRssMb),
    peakToFirst: ratio(one.peakRssMb, first?.peakRssMb),
  }));
}

function ratio(value: number, base = value): number {
  return Math.round((value / base) * 100) / 100;
}
