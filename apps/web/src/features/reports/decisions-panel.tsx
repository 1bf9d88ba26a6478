"use client";
import type { ReactNode } from "react";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import type { ReportState } from "./report-state.ts";

const kinds: Readonly<Record<string, string>> = { plan: "Schema plan signed", sample: "Sample signed off" };

/** Who decided what, by name. */
export function DecisionsPanel({ report }: { readonly report: ReportState["report"] }) {
  const { lines, maps, signatures, warnings, owners, rollbacks } = report.decisions;
  const entries: readonly { readonly key: string; readonly what: ReactNode; readonly more: ReactNode }[] = [
    ...lines.map(({ by, confirmed, ignored }) => ({
      key: `lines ${by}`,
      what: `Map decided by ${by}`,
      more: `${confirmed.toLocaleString("en-AU")} fields confirmed, ${ignored.toLocaleString("en-AU")} left out`,
    })),
    ...maps.map(({ number, by, at, digest }) => ({
      key: `map ${number}`,
      what: `Map frozen as version ${number}`,
      more: <Named by={by} at={at} digest={digest} />,
    })),
    ...signatures.map(({ kind, by, role, at, digest, voided }) => ({
      key: `signature ${kind} ${at}`,
      what: (
        <span className="inline-flex flex-wrap items-center gap-2">
          {kinds[kind] ?? kind} {voided && <Status tone="warn">Void</Status>}
        </span>
      ),
      more: (
        <>
          <Named by={`${by}, ${role}`} at={at} digest={digest} />
          {voided && <span className="block">{voided.why}</span>}
        </>
      ),
    })),
    ...warnings.map(({ key, by, at, why, reason }) => ({
      key: `warning ${key}`,
      what: `Warning accepted: ${why}`,
      more: (
        <>
          “{reason}” <Named by={by} at={at} />
        </>
      ),
    })),
    ...rollbacks.map(({ run, by, role, at, reason }) => ({
      key: `rollback ${run}`,
      what: `Rolled back: “${reason}”`,
      more: <Named by={`${by}, ${role}`} at={at} />,
    })),
  ];
  const people = owners.matched + owners.chosen + owners.toFallback;
  return (
    <Panel title="Decisions">
      <ul className="grid gap-3">
        {entries.map(({ key, what, more }) => (
          <li key={key} className="border-l-2 border-line pl-3">
            <p className="font-medium">{what}</p>
            <p className="text-ink-soft">{more}</p>
          </li>
        ))}
        {people > 0 && (
          <li className="border-l-2 border-line pl-3">
            <p className="font-medium">Owners</p>
            <p className="text-ink-soft">
              {owners.matched} practitioners by e-mail, {owners.chosen} named by people, {owners.toFallback} to the
              fallback owner
            </p>
          </li>
        )}
        {entries.length + people === 0 && <li className="text-ink-soft">Nobody has decided anything here yet.</li>}
      </ul>
    </Panel>
  );
}

function Named({ by, at, digest }: { readonly by: string; readonly at: string; readonly digest?: string }) {
  return (
    <>
      {by}, <Time at={at} /> {digest && <code className="font-mono text-xs">{digest.slice(0, 12)}</code>}
    </>
  );
}
