/**
 * Time as the sandbox sees it. `scale` 60 lets an hour of rate windows, index builds and latencies pass in a minute;
 * instants handed to clients stay real, only durations shrink.
 */
export interface SandboxClock {
  /** Real milliseconds since 1970. */
  now(): number;
  /** Real milliseconds that a duration of the platform takes here. */
  scaled(durationMs: number): number;
  sleep(durationMs: number): Promise<void>;
}

/** A clock whose platform durations run `scale` times faster than the wall. */
export function createClock(scale = 1): SandboxClock {
  const scaled = (durationMs: number) => durationMs / scale;
  return {
    now: () => Date.now(),
    scaled,
    sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, scaled(durationMs))),
  };
}
