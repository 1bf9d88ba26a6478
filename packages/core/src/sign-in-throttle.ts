/** What tries to sign in are counted by: the account they are for (by e-mail, known or not) and where they come from. */
export interface ThrottleKey {
  readonly kind: "account" | "address";
  readonly value: string;
}

/** Failures of a key. `resetsAt` (milliseconds) ends the window, or the lock once the limit is reached. */
export interface Failures {
  readonly count: number;
  readonly resetsAt: number;
}

export type Throttled = { readonly isAllowed: true } | { readonly isAllowed: false; readonly retryAfterMs: number };

const minute = 60_000;

/** Failures within a window that lock a key. */
const failuresToLock: Readonly<Record<ThrottleKey["kind"], number>> = { account: 5, address: 30 };
const windowMs = 15 * minute;
/** Each failure after a lock doubles it. No longer, because anybody can lock anybody's account. */
const longestLockMs = 60 * minute;
/** How long after a lock the next failure still counts as one more; later, failures interest nobody. */
export const memoryMs = 24 * 60 * minute;

/** Whether another try may be made now. */
export function mayTry(kind: ThrottleKey["kind"], failures: Failures | null, now: number): Throttled {
  if (failures === null || failures.count < failuresToLock[kind] || failures.resetsAt <= now)
    return { isAllowed: true };
  return { isAllowed: false, retryAfterMs: failures.resetsAt - now };
}

/** Failures after one more. */
export function countFailure(kind: ThrottleKey["kind"], failures: Failures | null, now: number): Failures {
  const limit = failuresToLock[kind];
  if (failures === null || isForgotten(failures, limit, now)) return { count: 1, resetsAt: now + windowMs };
  const count = failures.count + 1;
  if (count < limit) return { count, resetsAt: failures.resetsAt };
  return { count, resetsAt: now + Math.min(windowMs * 2 ** (count - limit), longestLockMs) };
}

function isForgotten({ count, resetsAt }: Failures, limit: number, now: number): boolean {
  return now >= resetsAt + (count < limit ? 0 : memoryMs);
}
