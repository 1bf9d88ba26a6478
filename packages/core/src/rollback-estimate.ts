/** How fast an environment was seen to work. */
export interface MeasuredRate {
  readonly rowsPerSecond: number;
  readonly by: "rollback" | "load";
}

/** A range of seconds; `by` says what it rests on. */
export type RollbackEstimate = {
  readonly lowSeconds: number;
  readonly highSeconds: number;
  readonly by: MeasuredRate["by"] | "experience";
};

/** Rows a second where nothing was measured yet: slow enough to be true. */
const cautious = 15;
/** Seconds for taking back a table, column or key. */
const perSchemaPart = 1.5;
/** How far off each basis may be. */
const spread = { rollback: [0.8, 1.3], load: [0.6, 1.6], experience: [0.5, 2.5] } as const;

/**
 * How long a rollback takes: rows at the measured rate, and the schema's parts. A rate of loading leaves out that rows
 * are read before they go, which the preview has just timed.
 */
export function estimateSeconds(input: {
  readonly rows: number;
  readonly schemaParts: number;
  readonly readSeconds: number;
  readonly rate: MeasuredRate | null;
}): RollbackEstimate {
  const { rows, rate } = input;
  const by = rate?.by ?? "experience";
  const rowSeconds = rows / (rate?.rowsPerSecond ?? cautious);
  const reading = by === "rollback" || rows === 0 ? 0 : input.readSeconds;
  const seconds = rowSeconds + reading + input.schemaParts * perSchemaPart;
  const [low, high] = spread[by];
  return {
    lowSeconds: Math.max(1, Math.round(seconds * low)),
    highSeconds: Math.max(2, Math.ceil(seconds * high)),
    by,
  };
}
