import { runNames } from "@flit/core/messages";
import type { Role } from "@flit/core/permissions";
import type { Migration, StoreTransaction } from "@flit/core/ports";
import { type Run, type Step, type StepKind, stepKinds } from "@flit/core/run";
import { type EtaInput, estimateEta } from "@flit/core/run-eta";
import type { RateMinute, RunPulse } from "@flit/core/run-figures";
import { type RunObject, runObjects } from "@flit/core/run-objects";
import { filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { connections } from "@flit/worker/connections";
import { type RatedAccount, ratedAccounts } from "@flit/worker/platforms";
import { objectName } from "../../features/audit/object-name.ts";
import type { RunDetail } from "../../features/runs/run-detail.ts";
import { chartOf } from "./chart.ts";
import { platformOf, sayDoing, sayLimit, sayWaiting } from "./say.ts";
import { timelineOf } from "./timeline.ts";
import { troubleOf } from "./view.ts";

const mostEvents = 200;
const minuteMs = 60_000;
/** Pace is that of the last full minutes. */
const recentMinutes = 3;

/** One run with everything its page shows, from totals and minutes: it takes as long for a hundred records as for a million. */
export async function readRun(
  tx: StoreTransaction,
  migration: Migration,
  run: Run,
  viewer: { readonly role: Role; readonly workers: number },
): Promise<RunDetail> {
  const accounts = ratedAccounts(connections.parse(migration.connections));
  const keys = accounts.map(({ key }) => key);
  const steps = await tx.runs.steps(run.id);
  const pulse = await tx.figures.pulse(run.id);
  const endedAt = run.finishedAt ?? pulse.now;
  const [minutes, rates, blocked, events, doers, tallies, names, audited] = [
    await tx.figures.minutes(run.id),
    await tx.figures.rates(keys, run.startedAt, endedAt),
    await tx.figures.blocked(keys),
    await tx.figures.events(run.id, mostEvents),
    await tx.figures.doers(migration.id, run.id),
    await tx.figures.tallies(migration.id),
    await tx.figures.mapNames(migration.id),
    await tx.figures.auditedCounts(migration.id),
  ];
  const maps = [...names, { key: filePlan.mapping, title: "Files", object: filePlan.object }].filter(({ key }) =>
    steps.some(({ subject }) => subject === key),
  );
  const titles = new Map(maps.map(({ key, title }) => [key, title]));
  const objects = runObjects({
    run,
    steps,
    maps,
    tallies,
    working: pulse.working.map(({ subject }) => subject),
    audited,
  });
  const isRunning = run.state === "running";
  const work = workOf(steps, objects, minutes, pulse.now);
  const left = work.reduce((sum, one) => sum + one.left, 0);
  const done = work.reduce((sum, one) => sum + one.done, 0);
  const eta = isRunning
    ? estimateEta({ work, platforms: platformsOf(accounts, rates, blocked, pulse), workers: viewer.workers })
    : null;
  return {
    id: run.id,
    kind: run.kind,
    name: runNames[run.kind],
    state: run.state,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    doing: sayDoing(run, steps, pulse, (subject) => titles.get(subject) ?? objectName(subject)),
    waiting: isRunning ? sayWaiting(pulse, blocked, accounts) : null,
    trouble: run.state === "paused" && run.failure !== null ? troubleOf(run.failure, steps) : null,
    eta: eta && {
      lowMinutes: eta.lowMinutes,
      highMinutes: eta.highMinutes,
      limitedBy: sayLimit(eta.limitedBy, accounts, viewer.workers),
      doneShare: done + left === 0 ? 0 : done / (done + left),
    },
    objects: [...objects],
    chart: chartOf({ startedAt: run.startedAt, endedAt, minutes, rates, accounts }),
    timeline: [...timelineOf(events, doers, accounts, viewer.role)],
    attention: objects.reduce((sum, { attention }) => sum + attention, 0),
    isLimited: run.scope !== null,
  };
}

/** Records by kind of step: a step that has not begun has before it what its map's records are. */
function workOf(
  steps: readonly Step[],
  objects: readonly RunObject[],
  minutes: readonly { readonly minute: string; readonly kind: StepKind; readonly done: number }[],
  now: string,
): EtaInput["work"] {
  const read = new Map(objects.map((object) => [object.mapping, object.read]));
  const full = Math.floor(Date.parse(now) / minuteMs) * minuteMs;
  const recent = minutes.filter(
    ({ minute }) => Date.parse(minute) < full && Date.parse(minute) >= full - recentMinutes * minuteMs,
  );
  return stepKinds.flatMap((kind) => {
    const own = steps.filter((step) => step.kind === kind);
    if (own.length === 0) return [];
    const left = own.reduce((sum, { state, subject, progress }) => {
      const total = progress.total ?? read.get(subject) ?? 0;
      return state === "done" ? sum : sum + Math.max(0, total - progress.done);
    }, 0);
    const measured = recent.filter((one) => one.kind === kind);
    const spans = new Set(measured.map(({ minute }) => minute)).size;
    const perMinute = spans === 0 ? null : measured.reduce((sum, one) => sum + one.done, 0) / spans;
    return [{ kind, done: own.reduce((sum, { progress }) => sum + progress.done, 0), left, perMinute }];
  });
}

function platformsOf(
  accounts: readonly RatedAccount[],
  rates: readonly RateMinute[],
  blocked: readonly { readonly key: string; readonly until: string }[],
  pulse: RunPulse,
): EtaInput["platforms"] {
  const now = Date.parse(pulse.now);
  const full = Math.floor(now / minuteMs) * minuteMs;
  return accounts.map(({ platform, key, perMinute: limit }) => {
    const own = rates.filter((rate) => rate.key === key);
    const until = blocked.find((one) => one.key === key)?.until;
    return {
      platform,
      limit,
      sent: own.reduce((sum, { given }) => sum + given, 0),
      perMinute: own.find(({ minute }) => Date.parse(minute) === full - minuteMs)?.given ?? 0,
      blockedMs: until === undefined ? 0 : Math.max(0, Date.parse(until) - now),
      isAwaited: pulse.waits.some(({ code, kind }) => code === "rate-window" && platformOf(kind) === platform),
    };
  });
}
