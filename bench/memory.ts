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
  const clinics = [];
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
      const { records, rows, peakRssMb, steadyRssMb, readSeconds, writeSeconds } = figures;
      const seconds = Math.round(readSeconds + writeSeconds);
      clinics.push({ patients, records, rows, seconds, steadyRssMb, peakRssMb });
      console.table(clinics);
    } finally {
      await sandbox.close();
    }
  }
  saveResults("memory", { clinics });
}
