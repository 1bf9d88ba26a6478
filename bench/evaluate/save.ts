import { writeFileSync } from "node:fs";
import type { Calibration } from "@flit/matcher/calibration";
import { figuresOf } from "./figures.ts";
import type { Judged } from "./judged.ts";

const folder = new URL("../../packages/matcher/data/", import.meta.url);

/** Keeps the fitted models as those of the repository. */
export function saveCalibration(calibration: Calibration): void {
  writeFileSync(new URL("calibration.json", folder), `${JSON.stringify(calibration, null, 2)}\n`);
}

/** Keeps what each band proved right, for the page to print. */
export function saveMeasured(rows: readonly Judged[]): void {
  const { high, review, unsure, ece } = figuresOf(rows);
  const measured = { rows: rows.length, ece, high, review, unsure };
  writeFileSync(new URL("measured-bands.json", folder), `${JSON.stringify(measured, null, 2)}\n`);
}
