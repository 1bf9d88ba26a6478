import { expect, test } from "vitest";
import { type EtaInput, estimateEta } from "./run-eta.ts";

const dynamics = {
  platform: "dynamics",
  limit: 1_200,
  sent: 0,
  perMinute: 0,
  blockedMs: 0,
  isAwaited: false,
} as const satisfies EtaInput["platforms"][number];
const cliniko = { ...dynamics, platform: "cliniko", limit: 200 } as const;
const load = (given: Partial<EtaInput["work"][number]> = {}): EtaInput["work"][number] => ({
  kind: "load",
  done: 0,
  left: 10_000,
  perMinute: null,
  ...given,
});
const input = (given: Partial<EtaInput>): EtaInput => ({
  work: [load()],
  platforms: [cliniko, dynamics],
  workers: 1,
  ...given,
});

test("nothing left needs no time", () => {
  expect(estimateEta(input({ work: [load({ left: 0, done: 10 })] }))).toBeNull();
});

test("reading is bound by Cliniko's requests a minute, and the range begins at what the limit allows", () => {
  const work = [{ kind: "extract", done: 50_000, left: 400_000, perMinute: 19_500 } as const];
  const eta = estimateEta(input({ work, platforms: [{ ...cliniko, sent: 500, perMinute: 195 }, dynamics] }));
  expect(eta).toMatchObject({ limitedBy: "cliniko", lowMinutes: 20 });
  expect(eta?.highMinutes).toBeGreaterThan(20);
});

test("a platform that asked to wait is named, and its wait is in the range", () => {
  const eta = estimateEta(
    input({
      work: [load({ perMinute: 5_000, done: 1_000 })],
      platforms: [cliniko, { ...dynamics, blockedMs: 600_000 }],
    }),
  );
  expect(eta?.limitedBy).toBe("dynamics");
  expect(eta?.lowMinutes).toBeGreaterThanOrEqual(10);
});

test("far below every limit it is the workers that take the time, or the files", () => {
  expect(estimateEta(input({ work: [load({ perMinute: 1_000, done: 1_000 })] }))?.limitedBy).toBe("worker");
  const files = { kind: "files", done: 10, left: 5_000, perMinute: 60 } as const;
  expect(estimateEta(input({ work: [load({ perMinute: 2_000 }), files] }))?.limitedBy).toBe("files");
});

test("without a worker that is what it waits for", () => {
  expect(estimateEta(input({ workers: 0 }))?.limitedBy).toBe("no-worker");
});

test("a run that takes more requests than is usual is corrected by what it showed", () => {
  const platforms = [cliniko, { ...dynamics, sent: 2_000 }];
  const usual = estimateEta(input({ work: [load({ done: 1_000, left: 60_000, perMinute: 600_000 })] }));
  const heavy = estimateEta(input({ work: [load({ done: 1_000, left: 60_000, perMinute: 600_000 })], platforms }));
  expect(heavy?.lowMinutes).toBeGreaterThan((usual?.lowMinutes ?? 0) * 10);
  expect(heavy?.limitedBy).toBe("dynamics");
});

test("before anything was measured the range is wide; after, it is narrower; the low end is never above the high one", () => {
  const width = (work: EtaInput["work"]) => {
    const eta = estimateEta(input({ work }));
    expect(eta?.lowMinutes).toBeLessThanOrEqual(eta?.highMinutes ?? 0);
    return (eta?.highMinutes ?? 0) / (eta?.lowMinutes ?? 1);
  };
  const before = width([load({ left: 100_000 })]);
  const after = width([load({ left: 100_000, done: 5_000, perMinute: 2_400 })]);
  expect(before).toBeGreaterThan(after);
});
