"use client";
import { Panel } from "../../ui/panel.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { WantedChanges } from "./changes-dialog.tsx";
import { changeNames, changeOrder, duration, many } from "./delta-words.ts";
import type { PassView } from "./endpoints.ts";
import { ChangeCount, totalOf } from "./freshness-panel.tsx";
import type { Delta } from "./window-panel.tsx";

const states: Readonly<Record<PassView["state"], { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: "busy", word: "Running" },
  paused: { tone: "warn", word: "Paused" },
  completed: { tone: "good", word: "Complete" },
  incomplete: { tone: "warn", word: "Complete with issues" },
  failed: { tone: "bad", word: "Failed" },
  cancelled: { tone: "neutral", word: "Stopped" },
};

/** Every pass with what it carried over. */
export function PassesPanel({
  delta: { passes, passCount },
  onWanted,
}: {
  readonly delta: Delta;
  readonly onWanted: (wanted: WantedChanges) => void;
}) {
  const hidden = passCount - passes.length;
  return (
    <Panel
      title="Passes"
      hint={
        passCount === 0
          ? undefined
          : `${passCount === 1 ? "1 pass" : `${passCount.toLocaleString("en-AU")} passes`} so far.`
      }
    >
      {passes.length === 0 ? (
        <p className="text-ink-soft">No pass was taken yet.</p>
      ) : (
        <Table
          caption="Passes, newest first"
          head={[
            { label: "Started" },
            { label: "State" },
            { label: "Took" },
            ...changeOrder.map((kind) => ({ label: changeNames[kind], isNumber: true })),
            { label: "All", isNumber: true },
          ]}
        >
          {passes.map(({ id, state, startedAt, finishedAt, isFinal, counts }) => (
            <tr key={id}>
              <Cell>
                <span className="whitespace-nowrap">
                  <Time at={startedAt} />
                </span>
                {isFinal && <span className="block text-ink-soft">Final pass</span>}
              </Cell>
              <Cell>
                <Status tone={states[state].tone}>{states[state].word}</Status>
              </Cell>
              <Cell>{finishedAt === null ? "–" : duration(Date.parse(startedAt), Date.parse(finishedAt))}</Cell>
              {changeOrder.map((kind) => (
                <Cell key={kind} isNumber>
                  {(counts[kind] ?? 0).toLocaleString("en-AU")}
                </Cell>
              ))}
              <Cell isNumber>
                <ChangeCount
                  count={totalOf(counts)}
                  label="Carried over by this pass"
                  onClick={() => onWanted({ title: "Carried over by one pass", run: id })}
                />
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      {hidden > 0 && (
        <p className="mt-3 text-ink-soft">{many(hidden, "older one")} not shown; their changes count above.</p>
      )}
    </Panel>
  );
}
