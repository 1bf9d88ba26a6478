import { createDraw } from "./draw.ts";

/** Milliseconds since 1970 of a part of the clinic's history, 0 to 1; never falling, in whole seconds. */
export interface CreationTimes {
  at(share: number): number;
}

const historyMs = 8 * 365 * 86_400_000;

/** No generated row was changed later than this after its creation. */
export const longestDeltaMs = 20 * 86_400_000;

/** Eight years up to now, in steps: rows of one step share their instant, as after an import, so that order has ties. */
export function creationTimes(seed: number, nowMs: number, patients: number): CreationTimes {
  const steps = Math.max(1, Math.floor(patients / 2));
  const stepMs = historyMs / steps;
  const draw = createDraw(seed, "creation");
  return {
    at: (share) => {
      const step = Math.floor(share * steps);
      const withinMs = (draw(step, "within") / 0x1_0000_0000) * stepMs * 0.9;
      return Math.floor((nowMs - historyMs + step * stepMs + withinMs) / 1000) * 1000;
    },
  };
}
