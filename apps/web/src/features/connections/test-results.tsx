"use client";
import type { ConnectionCheck } from "@flit/core/connection-check";
import type { PlatformName } from "@flit/core/inventory-store";
import { CircleAlert, CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { Notice, Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { type CheckGroup, groupsOf } from "./check-groups.ts";
import type { ShownTest } from "./endpoints.ts";
import type { RunningTest } from "./use-test.ts";

/** More than these are folded: what is fine needs no room. */
const mostOpen = 8;

/** What a test found: the one going on in this browser, or else the last one that was kept. */
export function TestResults({
  platform,
  running,
  last,
}: {
  readonly platform: PlatformName;
  readonly running: RunningTest | null;
  readonly last: ShownTest | null;
}) {
  const checks = running?.checks ?? last?.checks ?? [];
  const outcome = useRef<HTMLDivElement>(null);
  const isRunning = running?.isRunning;
  useEffect(() => {
    // Long forms push the outcome out of sight: whoever starts a test sees it begin and end.
    if (isRunning !== undefined) outcome.current?.scrollIntoView({ block: "nearest" });
  }, [isRunning]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4" aria-busy={running?.isRunning ?? false}>
      <div ref={outcome} aria-live="polite" className="scroll-my-20 empty:hidden">
        {running ? <Outcome of={running} /> : last && <LastTest of={last} />}
      </div>
      {groupsOf(platform, checks.map(withoutUndefined)).map((group) => (
        <Group key={group.title} of={group} isRunning={running?.isRunning ?? false} />
      ))}
    </div>
  );
}

function Outcome({ of: { isRunning, end, problem, checks } }: { readonly of: RunningTest }) {
  if (isRunning)
    return (
      <p className="flex items-center gap-2 text-ink-soft">
        <LoaderCircle aria-hidden className="size-4 animate-spin text-accent" />
        Testing, one check after the other…
      </p>
    );
  if (problem)
    return (
      <Notice tone="bad" title="The test could not be finished">
        {problem.message}
      </Notice>
    );
  if (!end) return null;
  const warnings = checks.filter(({ verdict }) => verdict === "warning").length;
  const title = end.isGood
    ? end.isSaved
      ? "Saved"
      : "Tested"
    : end.isSaved
      ? "Saved, with problems"
      : "Not yet right";
  const tone = !end.isGood ? (end.isSaved ? "warn" : "bad") : warnings > 0 ? "warn" : "good";
  return (
    <Notice tone={tone} title={title}>
      {end.words}
      {end.isGood &&
        warnings > 0 &&
        ` ${warnings === 1 ? "One warning does" : `${warnings} warnings do`} not stop you: read below what they mean.`}
    </Notice>
  );
}

function LastTest({ of: { at, by, isGood } }: { readonly of: ShownTest }) {
  return (
    <p className="flex flex-wrap items-center gap-2 text-ink-soft">
      <Status tone={isGood ? "good" : "bad"}>{isGood ? "Works" : "Has problems"}</Status>
      <span>
        Last tested <Time at={at} /> by {by ?? "FlitStack, when the migration was started"}.
      </span>
    </p>
  );
}

function Group({
  of: { title, problems, passed, skipped, summary },
  isRunning,
}: {
  readonly of: CheckGroup;
  readonly isRunning: boolean;
}) {
  const fails = problems.filter(({ verdict }) => verdict === "fail").length;
  const warnings = problems.length - fails;
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold">
        {title}
        {fails > 0 && <Status tone="bad">{fails} failed</Status>}
        {warnings > 0 && <Status tone="warn">{warnings === 1 ? "1 warning" : `${warnings} warnings`}</Status>}
        {problems.length === 0 && skipped === 0 && !isRunning && <Status tone="good">Passed</Status>}
      </h3>
      {problems.length > 0 && (
        <ul className="grid gap-2">
          {problems.map((check) => (
            <Line key={check.key} of={check} />
          ))}
        </ul>
      )}
      {passed.length > 0 &&
        (passed.length > mostOpen ? (
          <details>
            <summary className="w-fit rounded text-ink-soft hover:text-ink">{summary}</summary>
            <Passed of={passed} />
          </details>
        ) : (
          <Passed of={passed} />
        ))}
      {skipped > 0 && (
        <p className="text-ink-soft">
          {skipped === 1 ? "One check was" : `${skipped} checks were`} not tried because of what failed.
        </p>
      )}
    </section>
  );
}

function Passed({ of }: { readonly of: readonly ConnectionCheck[] }) {
  return (
    <ul className="mt-1 grid gap-1">
      {of.map((check) => (
        <Line key={check.key} of={check} />
      ))}
    </ul>
  );
}

const icons = {
  pass: <CircleCheck aria-label="Passed" className="mt-0.5 size-4 shrink-0 text-good" />,
  warning: <CircleAlert aria-label="Warning" className="mt-0.5 size-4 shrink-0 text-warn" />,
  fail: <CircleX aria-label="Failed" className="mt-0.5 size-4 shrink-0 text-bad" />,
  skipped: null,
} as const;

function Line({ of: { title, verdict, found, whatToDo } }: { readonly of: ConnectionCheck }) {
  return (
    <li className="flex items-start gap-2">
      {icons[verdict]}
      <div className="min-w-0 wrap-anywhere">
        <span className="font-medium">{title}:</span> <span className="text-ink-soft">{found}</span>
        {whatToDo && <p>{whatToDo}</p>}
      </div>
    </li>
  );
}

function withoutUndefined({ count, ...check }: ShownTest["checks"][number] | ConnectionCheck): ConnectionCheck {
  return { ...check, ...(count !== undefined && { count }) };
}
