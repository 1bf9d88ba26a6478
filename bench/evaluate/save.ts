import { writeFileSync } from "node:fs";
import type { Calibration } from "@flit/matcher/calibration";
import { figuresOf } from "./figures.ts";
import type { Judged } from "./judged.ts";
import type { ValueFigures } from "./values.ts";

const folder = new URL("../../packages/matcher/data/", import.meta.url);

/** Keeps the fitted models as those of the repository. */
export function saveCalibration(calibration: Calibration): void {
  writeFileSync(new URL("calibration.json", folder), `${JSON.stringify(calibration, null, 2)}\n`);
}

/** Keeps what each band proved right, of columns and of the values of choices, for the page to print. */
export function saveMeasured(rows: readonly Judged[], values: ValueFigures): void {
  const { high, review, unsure, ece } = figuresOf(rows);
  const bands = Object.fromEntries(
    values.bands.map(({ band, coverage, precision }) => [
      band,
      { coverage, precision: coverage === 0 ? null : precision },
    ]),
  );
  const measured = { rows: rows.length, ece, high, review, unsure, values: { rows: values.values, ...bands } };
  writeFileSync(new URL("measured-bands.json", folder), `${JSON.stringify(measured, null, 2)}\n`);
}
