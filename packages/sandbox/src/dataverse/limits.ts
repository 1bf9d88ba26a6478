import type { SandboxClock } from "../platform/clock.ts";
import { seededRandom } from "../platform/seeded-random.ts";
import { getOrAdd } from "./get-or-add.ts";
import { DataverseError } from "./model.ts";

/** Service protection per user: what one sliding window allows. */
export interface LimitOptions {
  readonly requests?: number;
  /** Platform milliseconds of execution. */
  readonly executionMs?: number;
  readonly concurrency?: number;
  /** Platform milliseconds. */
  readonly windowMs?: number;
  /** Degree of parallelism that answers recommend; nothing happens to those who do not follow it. */
  readonly dopHint?: number;
}

/** A request that was let in. */
export interface Admission {
  /** Headers every answer carries. */
  readonly headers: Record<string, string>;
  /** Ends the request and books its modelled execution time, in platform milliseconds. */
  leave(executionMs: number): void;
}

export interface Limits {
  /** Throws the platform's 429 when one of the three limits is reached. */
  enter(userId: string): Admission;
  /** How many requests were refused so far. */
  throttled(): number;
}

interface Usage {
  /** Window slices by number: requests and execution milliseconds. */
  readonly slices: Map<number, { requests: number; executionMs: number }>;
  running: number;
  /** Platform milliseconds until which hammering has earned a penalty. */
  penaltyUntil: number;
}

const slicesPerWindow = 60;
const penaltyMs = 1_000;

/** Sliding windows as 60 slices each. Retry-After is in real seconds, like everything a client can measure. */
export function createLimits(clock: SandboxClock, options: LimitOptions, seed: number): Limits {
  const { requests = 6_000, executionMs = 1_200_000, concurrency = 52, windowMs = 300_000, dopHint = 4 } = options;
  const sliceMs = windowMs / slicesPerWindow;
  const users = new Map<string, Usage>();
  const random = seededRandom(seed);
  let refused = 0;

  const platformNow = () => clock.now() / clock.scaled(1);

  function usageOf(userId: string): Usage {
    const usage = getOrAdd(users, userId, () => ({ slices: new Map(), running: 0, penaltyUntil: 0 }));
    const oldest = Math.floor(platformNow() / sliceMs) - slicesPerWindow;
    for (const slice of usage.slices.keys()) if (slice <= oldest) usage.slices.delete(slice);
    return usage;
  }

  function currentSlice(usage: Usage) {
    const number = Math.floor(platformNow() / sliceMs);
    return getOrAdd(usage.slices, number, () => ({ requests: 0, executionMs: 0 }));
  }

  const sum = (usage: Usage, facet: "requests" | "executionMs") =>
    usage.slices.values().reduce((total, slice) => total + slice[facet], 0);

  /** When enough old slices have left the window for this facet to be below its limit again. */
  function relief(usage: Usage, facet: "requests" | "executionMs", limit: number): number {
    let excess = sum(usage, facet) - limit;
    for (const [number, slice] of [...usage.slices].sort(([left], [right]) => left - right)) {
      excess -= slice[facet];
      if (excess < 0) return (number + slicesPerWindow + 1) * sliceMs - platformNow();
    }
    return windowMs;
  }

  function refuse(usage: Usage, code: string, message: string, waitMs: number): never {
    refused += 1;
    const now = platformNow();
    usage.penaltyUntil = Math.min(Math.max(usage.penaltyUntil, now) + penaltyMs, now + windowMs);
    const seconds = Math.max(1, Math.ceil(clock.scaled(Math.max(waitMs, usage.penaltyUntil - now)) / 1_000));
    // Zero was seen in the wild, too: a client that takes it at its word comes straight back.
    throw new DataverseError(429, code, message, { "retry-after": String(random() < 0.1 ? 0 : seconds) });
  }

  return {
    throttled: () => refused,
    enter(userId) {
      const usage = usageOf(userId);
      const seconds = windowMs / 1_000;
      if (sum(usage, "requests") >= requests) {
        const message = `Number of requests exceeded the limit of ${requests} over time window of ${seconds} seconds.`;
        refuse(usage, "0x80072322", message, relief(usage, "requests", requests));
      }
      if (sum(usage, "executionMs") >= executionMs) {
        const message = `Combined execution time of incoming requests exceeded limit of ${executionMs} milliseconds over time window of ${seconds} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.`;
        refuse(usage, "0x80072321", message, relief(usage, "executionMs", executionMs));
      }
      if (usage.running >= concurrency) {
        refuse(usage, "0x80072326", `Number of concurrent requests exceeded the limit of ${concurrency}.`, penaltyMs);
      }
      usage.running += 1;
      currentSlice(usage).requests += 1;
      return {
        headers: {
          "x-ms-ratelimit-burst-remaining-xrm-requests": String(Math.max(0, requests - sum(usage, "requests"))),
          "x-ms-ratelimit-time-remaining-xrm-requests": String(
            Math.max(0, (executionMs - sum(usage, "executionMs")) / 1_000).toFixed(2),
          ),
          "x-ms-dop-hint": String(dopHint),
        },
        leave(spentMs) {
          usage.running -= 1;
          currentSlice(usage).executionMs += spentMs;
        },
      };
    },
  };
}
