import { confidenceBands } from "@flit/core/map-line";
import type { BandFigures, MeasuredBands } from "@flit/core/measured-bands";

/** Shares as the counts they were: 6 of 6 says less than 160 of 160, and both are 100 %. Columns, and the options of choices. */
export function viewMeasured(measured: MeasuredBands) {
  return { columns: viewBands(measured), values: viewBands(measured.values) };
}

function viewBands(measured: BandFigures) {
  return confidenceBands.flatMap((band) => {
    const { coverage, precision } = measured[band];
    const proposed = Math.round(coverage * measured.rows);
    return proposed === 0 ? [] : [{ band, proposed, right: Math.round((precision ?? 0) * proposed) }];
  });
}
