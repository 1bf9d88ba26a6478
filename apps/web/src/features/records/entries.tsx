"use client";
import { Panel } from "../../ui/panel.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { RecordStory } from "./endpoints.ts";
import { Value } from "./rows-now.tsx";

type Entry = RecordStory["entries"][number];

const kinds: { readonly [kind: string]: string } = {
  create: "Row made",
  update: "Row changed",
  delete: "Row deleted",
  file: "File stored",
};
const states: { readonly [state: string]: { readonly tone: Tone; readonly word: string } } = {
  intended: { tone: "busy", word: "Under way" },
  applied: { tone: "good", word: "Written" },
  verified: { tone: "good", word: "Written and read back" },
  mismatched: { tone: "bad", word: "Written, reads back differently" },
  refused: { tone: "bad", word: "Refused" },
  unknown: { tone: "warn", word: "In doubt" },
  reverted: { tone: "neutral", word: "Taken back" },
  kept: { tone: "info", word: "Left as it is by a rollback" },
};

/** Every write of the record with what was there before: what a rollback would put back. */
export function Entries({ entries }: { readonly entries: RecordStory["entries"] }) {
  return (
    <Panel title="Writes" hint="Every write with what stood there before. Written down before anything was sent.">
      {entries.length === 0 ? (
        <p className="text-ink-soft">Nothing was written for it.</p>
      ) : (
        <ol className="grid grid-cols-1 gap-3">
          {entries.map((entry) => (
            <li key={entry.id}>
              <OneEntry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function OneEntry({ entry }: { readonly entry: Entry }) {
  const { kind, state, failure, at, runKind, run, table, rowId, versionBefore, versionAfter, columns } = entry;
  const known = states[state] ?? { tone: "neutral" as const, word: state };
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="flex cursor-pointer flex-wrap items-center gap-2">
        <Status tone={known.tone}>{known.word}</Status>
        <span className="font-medium">{kinds[kind] ?? kind}</span>
        <span className="text-ink-soft">
          in {table}, <Time at={at} />
          {failure !== null && `, ${failure}`}
        </span>
      </summary>
      <p className="mt-2 text-xs text-ink-soft wrap-anywhere">
        Row {rowId}. Run {run} ({runKind}). Version before {versionBefore ?? "none"}, after{" "}
        {versionAfter ?? "not known"}.
      </p>
      {columns.length > 0 && (
        <Table caption="Columns written" head={[{ label: "Column" }, { label: "Before" }, { label: "Written" }]}>
          {columns.map(({ column, before, after }) => (
            <tr key={column}>
              <Cell>{column}</Cell>
              <Cell>
                {kind === "create" ? <span className="text-ink-faint">No row</span> : <Value text={before} />}
              </Cell>
              <Cell>
                <Value text={after} />
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </details>
  );
}
