import Link from "next/link";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { Place } from "../clinics/place.ts";
import type { RunSummary } from "./run-detail.ts";
import { runStateWords } from "./run-states.ts";

/** Every run of the migration that moved or compared records, newest first. */
export function PastRuns({
  place,
  runs,
  shown,
}: {
  readonly place: Place;
  readonly runs: readonly RunSummary[];
  readonly shown: string | null;
}) {
  return (
    <Panel title="All runs">
      <Table
        caption="All runs"
        head={[
          { label: "Run" },
          { label: "State" },
          { label: "Started" },
          { label: "Ended" },
          { label: "Rows written", isNumber: true },
        ]}
      >
        {runs.map(({ id, name, state, startedAt, finishedAt, rows, isLimited }) => (
          <tr key={id}>
            <Cell>
              <Link
                href={`/clinics/${place.clinic}/migrations/${place.migration}/run?run=${id}`}
                aria-current={id === shown ? "true" : undefined}
                className="text-accent underline-offset-2 hover:underline aria-[current]:font-semibold"
              >
                {name}
              </Link>
              {isLimited && <span className="text-ink-soft"> (some records)</span>}
            </Cell>
            <Cell>
              <Status tone={runStateWords[state].tone}>{runStateWords[state].word}</Status>
            </Cell>
            <Cell>
              <Time at={startedAt} />
            </Cell>
            <Cell>{finishedAt && <Time at={finishedAt} />}</Cell>
            <Cell isNumber>{rows.toLocaleString("en-AU")}</Cell>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
