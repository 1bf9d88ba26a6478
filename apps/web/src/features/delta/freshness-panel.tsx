"use client";
import type { ChangeKind } from "@flit/core/delta-store";
import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { WantedChanges } from "./changes-dialog.tsx";
import { changeNames, changeOrder, duration } from "./delta-words.ts";
import type { Delta } from "./window-panel.tsx";

/** As of when each object stands in Dynamics, and what all passes together carried over. */
export function FreshnessPanel({
  delta: { objects, now },
  onWanted,
}: {
  readonly delta: Delta;
  readonly onWanted: (wanted: WantedChanges) => void;
}) {
  return (
    <Panel title="Since the full run" hint="As of when each object stands, and what passes carried over in total.">
      <Table
        caption="Objects, how fresh they are, and what was carried over"
        head={[
          { label: "Object" },
          { label: "As Cliniko was at" },
          ...changeOrder.map((kind) => ({ label: changeNames[kind], isNumber: true })),
        ]}
      >
        {objects.map(({ mapping, title, asOf, counts }) => (
          <tr key={mapping}>
            <Cell>
              <span className="font-medium">{title}</span>
            </Cell>
            <Cell>
              {asOf === null ? (
                <span className="text-ink-soft">Not loaded</span>
              ) : (
                <span className="whitespace-nowrap">
                  <Time at={asOf} />
                  <span className="text-ink-soft">, {duration(Date.parse(asOf), Date.parse(now))} ago</span>
                </span>
              )}
            </Cell>
            {changeOrder.map((kind) => (
              <Cell key={kind} isNumber>
                <ChangeCount
                  count={counts[kind] ?? 0}
                  label={`${title}, ${changeNames[kind].toLowerCase()}`}
                  onClick={() => onWanted({ title, mapping, kind })}
                />
              </Cell>
            ))}
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

/** A count that leads to the records behind it. */
export function ChangeCount({
  count,
  label,
  onClick,
}: {
  readonly count: number;
  readonly label: string;
  readonly onClick: () => void;
}) {
  if (count === 0) return <span className="text-ink-soft">0</span>;
  return (
    <button
      type="button"
      className="min-h-6 min-w-6 text-accent underline underline-offset-2"
      aria-label={`${label}: ${count}. Show records`}
      onClick={onClick}
    >
      {count.toLocaleString("en-AU")}
    </button>
  );
}

/** All kinds together. */
export function totalOf(counts: Readonly<Partial<Record<ChangeKind, number>>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
