import type { StepKind } from "@flit/core/run";
import type { RateMinute } from "@flit/core/run-figures";
import type { RatedAccount } from "@flit/worker/platforms";
import type { RunChart } from "../../features/runs/run-detail.ts";
import { platformNames } from "./say.ts";

const minuteMs = 60_000;
const mostPoints = 90;

/** Throughput of a run from its minutes: minutes in which nothing happened are points too. */
export function chartOf(input: {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly minutes: readonly { readonly minute: string; readonly kind: StepKind; readonly done: number }[];
  readonly rates: readonly RateMinute[];
  readonly accounts: readonly RatedAccount[];
}): RunChart {
  const { accounts } = input;
  const first = Math.floor(Date.parse(input.startedAt) / minuteMs);
  const last = Math.max(first, Math.floor(Date.parse(input.endedAt) / minuteMs));
  const minutesPerPoint = Math.ceil((last - first + 1) / mostPoints);
  const count = Math.ceil((last - first + 1) / minutesPerPoint);
  const place = (minute: string) => Math.floor((Math.floor(Date.parse(minute) / minuteMs) - first) / minutesPerPoint);
  const records = new Array<number>(count).fill(0);
  const throttled = new Array<number>(count).fill(0);
  const requests = accounts.map(() => new Array<number>(count).fill(0));
  const add = (to: number[] | undefined, at: number, amount: number) => {
    if (to && at >= 0 && at < count) to[at] = (to[at] ?? 0) + amount;
  };
  for (const { minute, done } of input.minutes) add(records, place(minute), done);
  for (const { key, minute, given, throttled: times } of input.rates) {
    add(requests[accounts.findIndex((account) => account.key === key)], place(minute), given);
    add(throttled, place(minute), times);
  }
  const perMinute = (sum: number) => Math.round(sum / minutesPerPoint);
  return {
    minutesPerPoint,
    platforms: accounts.map(({ platform, perMinute: limit }) => ({
      name: platformNames[platform],
      limit: Math.round(limit),
    })),
    points: records.map((done, index) => ({
      at: new Date((first + index * minutesPerPoint) * minuteMs).toISOString(),
      records: perMinute(done),
      requests: requests.map((of) => perMinute(of[index] ?? 0)),
      throttled: throttled[index] ?? 0,
    })),
  };
}
