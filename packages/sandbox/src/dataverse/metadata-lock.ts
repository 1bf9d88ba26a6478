import type { SandboxClock } from "../platform/clock.ts";
import { DataverseError } from "./model.ts";

/** Runs schema operations; while one runs, the next is refused, not queued. */
export type MetadataLock = <Result>(operation: () => Result) => Promise<Result>;

/**
 * One lock per environment. The work is done at the end of `operationMs` platform milliseconds, whether or not the
 * client still listens. A second operation meanwhile: 429 with 0x80071151 and, unlike throttling, no Retry-After.
 */
export function createMetadataLock(clock: SandboxClock, operationMs: number): MetadataLock {
  let isRunning = false;
  return async (operation) => {
    if (isRunning) {
      throw new DataverseError(
        429,
        "0x80071151",
        "Cannot start the requested operation [EntityCustomization] because there is another [EntityCustomization] running at this moment. Use Solution History for more details.",
      );
    }
    isRunning = true;
    try {
      await clock.sleep(operationMs);
      return operation();
    } finally {
      isRunning = false;
    }
  };
}
