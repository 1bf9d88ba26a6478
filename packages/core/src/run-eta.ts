import type { StepKind } from "./run.ts";

export const etaPlatforms = ["cliniko", "dynamics", "sharepoint"] as const;
export type EtaPlatform = (typeof etaPlatforms)[number];

/** What keeps a run from being faster. */
export type LimitingFactor = EtaPlatform | "files" | "worker" | "no-worker";

export interface EtaInput {
  /** Records by kind of step: gone through in this run, still to go through, and a minute lately (null: not measured). */
  readonly work: readonly {
    readonly kind: StepKind;
    readonly done: number;
    readonly left: number;
    readonly perMinute: number | null;
  }[];
  readonly platforms: readonly {
    readonly platform: EtaPlatform;
    /** Requests that may leave in a minute. */
    readonly limit: number;
    /** Requests of this run so far. */
    readonly sent: number;
    /** Requests a minute lately. */
    readonly perMinute: number;
    /** How long it has asked us to wait from now. */
    readonly blockedMs: number;
    /** Whether steps wait for a free place under the limit. */
    readonly isAwaited: boolean;
  }[];
  readonly workers: number;
}

export interface Eta {
  readonly lowMinutes: number;
  readonly highMinutes: number;
  readonly limitedBy: LimitingFactor;
}

/** Requests for one record, before this run has shown how many it takes. Reading and writing go by pages and batches. */
const usualRequests: Readonly<Partial<Record<StepKind, Readonly<Partial<Record<EtaPlatform, number>>>>>> = {
  extract: { cliniko: 1 / 100 },
  census: { cliniko: 1 / 100 },
  load: { dynamics: 1 / 50 },
  finish: { dynamics: 1 / 50 },
  verify: { dynamics: 1 / 100 },
  undo: { dynamics: 1 / 40 },
  files: { cliniko: 1, sharepoint: 2 },
};
/** Records a minute that one worker is taken to manage before any were measured. */
const usualPerMinute: Readonly<Partial<Record<StepKind, number>>> = { files: 120, extract: 6_000, verify: 6_000 };
const otherPerMinute = 2_400;
/** With fewer requests than this a run says little about how many it takes. */
const enoughRequests = 30;
/** From this share of the limit on, the limit is what holds us back. */
const isFull = 0.75;

/**
 * How long a run will still take, as a range: at best the requests left at the rate the platforms allow, at worst the
 * pace of late with some bad luck. Null when nothing is left.
 */
export function estimateEta({ work, platforms, workers }: EtaInput): Eta | null {
  if (work.every(({ left }) => left === 0)) return null;
  const byLimit = platforms.map(({ platform, limit, sent }) => ({
    platform,
    minutes: (requestsOf(work, platform, "left") * correction(work, platform, sent)) / limit,
  }));
  const atLimit = Math.max(0, ...byLimit.map(({ minutes }) => minutes));
  const atPace = work.reduce((sum, { kind, left, perMinute }) => sum + left / paceOf(kind, perMinute), 0);
  const isMeasured = work.some(({ perMinute, left }) => perMinute !== null && left > 0);
  const blocked = Math.max(0, ...platforms.map(({ blockedMs }) => blockedMs)) / 60_000;
  const [best, worst] = isMeasured ? [0.75, 1.5] : [0.4, 3];
  const low = Math.max(atLimit, atPace * best) + blocked;
  const high = Math.max(atLimit * worst, atPace * worst) + blocked;
  return {
    lowMinutes: Math.max(1, Math.floor(low)),
    highMinutes: Math.max(1, Math.ceil(high)),
    limitedBy: limitingFactor({ work, platforms, workers }, byLimit, atPace),
  };
}

function limitingFactor(
  { work, platforms, workers }: EtaInput,
  byLimit: readonly { readonly platform: EtaPlatform; readonly minutes: number }[],
  atPace: number,
): LimitingFactor {
  if (workers === 0) return "no-worker";
  const held = [...platforms]
    .sort((one, other) => other.blockedMs - one.blockedMs)
    .find(({ blockedMs }) => blockedMs > 0);
  if (held) return held.platform;
  const used = platforms
    .map(({ platform, limit, perMinute, isAwaited }) => ({ platform, share: isAwaited ? 1 : perMinute / limit }))
    .sort((one, other) => other.share - one.share)[0];
  if (used && used.share >= isFull) return used.platform;
  const slowest = [...byLimit].sort((one, other) => other.minutes - one.minutes)[0];
  if (slowest && slowest.minutes >= atPace * isFull) return slowest.platform;
  const files = work.find(({ kind }) => kind === "files");
  return files && files.left / paceOf("files", files.perMinute) > atPace / 2 ? "files" : "worker";
}

function requestsOf(work: EtaInput["work"], platform: EtaPlatform, of: "left" | "done"): number {
  return work.reduce((sum, one) => sum + one[of] * (usualRequests[one.kind]?.[platform] ?? 0), 0);
}

/** How many times more requests this run takes than is usual. */
function correction(work: EtaInput["work"], platform: EtaPlatform, sent: number): number {
  const usual = requestsOf(work, platform, "done");
  return sent < enoughRequests || usual === 0 ? 1 : Math.min(20, Math.max(0.2, sent / usual));
}

function paceOf(kind: StepKind, perMinute: number | null): number {
  return perMinute !== null && perMinute > 0 ? perMinute : (usualPerMinute[kind] ?? otherPerMinute);
}
