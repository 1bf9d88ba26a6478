import type { SandboxClock } from "../platform/clock.ts";

/** Cliniko's limit: so many requests per user in any minute, counted over all keys of that user. */
export interface RateWindow {
  /** Counts a request; undefined when it may pass, else the real unix second from which one may. */
  take(userId: string): number | undefined;
}

export function createRateWindow(clock: SandboxClock, requestsPerMinute: number): RateWindow {
  const windowMs = clock.scaled(60_000);
  const taken = new Map<string, number[]>();
  return {
    take(userId) {
      const now = clock.now();
      const recent = (taken.get(userId) ?? []).filter((at) => at > now - windowMs);
      taken.set(userId, recent);
      const [oldest = now] = recent;
      if (recent.length >= requestsPerMinute) return Math.ceil((oldest + windowMs) / 1000);
      recent.push(now);
      return undefined;
    },
  };
}
