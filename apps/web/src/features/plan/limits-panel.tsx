import type { ReactNode } from "react";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import type { MadePlanView } from "./endpoints.ts";

/** How near the plan comes to what licence and platform allow. */
export function LimitsPanel({ limits, madeAt }: { readonly limits: MadePlanView["limits"]; readonly madeAt: string }) {
  const { customTables, keys, mostKeys, longestName, mostCharacters } = limits;
  const tables = customTables.now + customTables.planned;
  const fullest = keys.toSorted((a, b) => b.now + b.planned - a.now - a.planned)[0];
  const mostUsed = fullest ? fullest.now + fullest.planned : 0;
  return (
    <Panel
      title="Limits"
      hint={
        <>
          As the environment was on <Time at={madeAt} />
        </>
      }
    >
      <dl className="grid gap-4">
        <Limit label="Custom tables" used={tables} most={customTables.most}>
          {customTables.now} now and {customTables.planned} planned. Sales Professional’s licence covers{" "}
          {customTables.most}; Enterprise and Premium set no limit.
        </Limit>
        <Limit label="Alternate keys per table" used={mostUsed} most={mostKeys}>
          {fullest ? (
            <>
              Most in <span className="font-mono text-xs">{fullest.table}</span>: {fullest.now} now and{" "}
              {fullest.planned} planned. {keys.length} {keys.length === 1 ? "table gets" : "tables get"} one.
            </>
          ) : (
            "The plan needs none."
          )}
        </Limit>
        <Limit label="Length of names" used={longestName.length} most={mostCharacters}>
          {longestName === "" ? (
            "Nothing new is named."
          ) : (
            <>
              Longest: <span className="font-mono text-xs break-all">{longestName}</span>
            </>
          )}
        </Limit>
      </dl>
    </Panel>
  );
}

function Limit({
  label,
  used,
  most,
  children,
}: {
  readonly label: string;
  readonly used: number;
  readonly most: number;
  readonly children: ReactNode;
}) {
  return (
    <div className="grid gap-1">
      <dt className="flex flex-wrap items-center justify-between gap-2 font-medium">
        {label}
        <Status tone={used > most ? "warn" : "good"}>
          {used} of {most}
        </Status>
      </dt>
      <dd className="text-ink-soft">{children}</dd>
    </div>
  );
}
