/** Never more than `limit` requests leave in any `windowMs`. */
export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

/** What is remembered of one account's requests; its size is fixed. */
export interface RateState {
  /** Number of the newest slot. */
  readonly slot: number;
  /** Permits given in that slot and in those before it, newest first. */
  readonly used: readonly number[];
  /** Nothing leaves before it: the platform said so. */
  readonly blockedUntilMs: number;
}

export interface Grant {
  readonly granted: number;
  /** Permits that are left for others now. */
  readonly free: number;
  /** How long until the next permit can be had; 0 when there are some left. */
  readonly waitMs: number;
  readonly state: RateState;
}

/** Parts of a window that are counted apart: more of them waste less of the limit and need more room. */
const slotsPerWindow = 60;

/**
 * Longest time a permit works after it was given. It is for now: whoever used it later would carry it into another
 * window.
 */
export function permitLifeMs({ windowMs }: RateLimit): number {
  return Math.min(Math.max(windowMs / 60, 250), 1_000);
}

/**
 * Gives as many of the wanted permits as the limit allows: a sliding window counted in slots of time. All slots that a
 * window can touch are counted whole, the oldest too, so their sum is never less than what left in that window. The
 * window is longer than the platform's by the life of a permit and by as much again for the way to the server.
 */
export function grantPermits(rate: RateLimit, before: RateState, nowMs: number, wanted: number): Grant {
  const slotMs = slotMsOf(rate);
  const slot = Math.floor(nowMs / slotMs);
  const used = movedTo(before, slot);
  const isBlocked = before.blockedUntilMs > nowMs;
  const free = Math.max(0, rate.limit - sumOf(used));
  const granted = isBlocked ? 0 : Math.min(wanted, free);
  const after = used.with(0, (used[0] ?? 0) + granted);
  const freeAtMs = Math.max(before.blockedUntilMs, nextFreeMs(after, rate.limit, slot, slotMs));
  const waitMs = Math.max(0, Math.ceil(freeAtMs - nowMs));
  return { granted, free: free - granted, waitMs, state: { slot, used: after, blockedUntilMs: before.blockedUntilMs } };
}

function slotMsOf(rate: RateLimit): number {
  return Math.ceil((rate.windowMs + 2 * permitLifeMs(rate)) / slotsPerWindow);
}

/** The counts as seen from a later slot. After a clock was set back they count as given now: no window gets fuller. */
function movedTo({ slot: newest, used }: RateState, slot: number): readonly number[] {
  const moved = slot < newest ? [sumOf(used)] : [...zeros(Math.min(slot - newest, slotsPerWindow + 1)), ...used];
  return [...moved, ...zeros(slotsPerWindow + 1)].slice(0, slotsPerWindow + 1);
}

/** When so many of the oldest slots have left the window that a permit is free; 0 when one is free now. */
function nextFreeMs(used: readonly number[], limit: number, slot: number, slotMs: number): number {
  let left = sumOf(used);
  if (left < limit) return 0;
  let age = slotsPerWindow;
  for (; age > 0; age -= 1) {
    left -= used[age] ?? 0;
    if (left < limit) break;
  }
  return (slot - age + slotsPerWindow + 1) * slotMs;
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
