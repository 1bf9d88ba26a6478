"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { RecordRows } from "./endpoints.ts";

type Row = RecordRows["maps"][number]["rows"][number];
type Column = Row["columns"][number];

const verdicts: Readonly<Record<Column["verdict"], { readonly tone: Tone; readonly word: string }>> = {
  same: { tone: "good", word: "Same" },
  edited: { tone: "info", word: "Changed by a person" },
  differs: { tone: "bad", word: "Differs" },
  missing: { tone: "bad", word: "Not there" },
};

/** What the map says beside what stands in Dynamics now, column by column. */
export function RowsNow({
  rows,
  revealed,
}: {
  readonly rows: UseQueryResult<RecordRows, ApiError>;
  readonly revealed: RecordRows | null;
}) {
  const [showsSame, setShowsSame] = useState(false);
  return (
    <Panel
      title="In Dynamics now"
      hint="Read from Dynamics at this moment and compared with what the map makes of the record."
      actions={
        <Button
          icon={<RotateCw aria-hidden className="size-4" />}
          isBusy={rows.isFetching}
          onClick={() => void rows.refetch()}
        >
          Read again
        </Button>
      }
    >
      <Query of={rows} lines={5}>
        {(masked) => {
          const now = revealed ?? masked;
          return (
            <div className="grid grid-cols-1 gap-4">
              <div className="flex flex-wrap items-center justify-between gap-3">
                <p className="text-ink-soft" role="status">
                  Read on <Time at={now.readAt} />
                </p>
                <CheckField
                  label="Show columns that are the same"
                  checked={showsSame}
                  onChange={({ target }) => setShowsSame(target.checked)}
                />
              </div>
              {now.maps.length === 0 && <p className="text-ink-soft">Such records make no rows of their own.</p>}
              {now.maps.map(({ mapping, title, noRow, rows: own }) => (
                <section key={mapping} aria-label={title} className="grid grid-cols-1 gap-2">
                  <h3 className="font-semibold">{title}</h3>
                  {noRow !== null && <p className="text-ink-soft">{noRow}</p>}
                  {own.map((row) => (
                    <RowDiff key={row.part} title={title} row={row} showsSame={showsSame} />
                  ))}
                </section>
              ))}
            </div>
          );
        }}
      </Query>
    </Panel>
  );
}

function RowDiff({
  title,
  row,
  showsSame,
}: {
  readonly title: string;
  readonly row: Row;
  readonly showsSame: boolean;
}) {
  const { table, rowId, state, columns, isByPerson, part } = row;
  const same = columns.filter(({ verdict }) => verdict === "same").length;
  const shown = columns.filter(({ verdict, note }) => showsSame || verdict !== "same" || note !== null);
  if (state === "never") return <p className="text-ink-soft">No row was made yet.</p>;
  return (
    <div className="grid grid-cols-1 gap-2">
      <p className="flex flex-wrap items-center gap-2">
        {state === "gone" ? (
          <Status tone="bad">The row is gone</Status>
        ) : same === columns.length ? (
          <Status tone="good">All {columns.length} columns are the same</Status>
        ) : (
          <Status tone="warn">
            {columns.length - same} of {columns.length} columns differ
          </Status>
        )}
        <span className="text-ink-soft">
          {table} {part > 0 && `(continued, part ${part + 1})`}
        </span>
        <span className="min-w-0 font-mono text-xs text-ink-soft wrap-anywhere">{rowId}</span>
        {isByPerson && <span className="text-ink-soft">A person wrote it last.</span>}
      </p>
      {shown.length > 0 && state === "there" && (
        <Table
          caption={`Columns of ${title}`}
          head={[{ label: "Column" }, { label: "The map says" }, { label: "In Dynamics" }, { label: "Verdict" }]}
        >
          {shown.map((column) => (
            <tr key={column.column}>
              <Cell>
                <span className="block min-w-36 font-medium">{column.label}</span>
                <span className="block text-xs text-ink-soft">{column.column}</span>
                {column.rule && <span className="block text-xs text-ink-soft">{column.rule}</span>}
              </Cell>
              <Cell>
                <Value text={column.value} />
                {column.note && <span className="block text-xs text-warn">{column.note}</span>}
              </Cell>
              <Cell>
                <Value text={column.current} />
              </Cell>
              <Cell>
                <Status tone={verdicts[column.verdict].tone}>{verdicts[column.verdict].word}</Status>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}

/** A value with its lines; what is empty says so. */
export function Value({ text }: { readonly text: string | null }) {
  if (text === null) return <span className="text-ink-faint">Empty</span>;
  return <span className="block max-h-40 min-w-32 overflow-y-auto whitespace-pre-wrap wrap-anywhere">{text}</span>;
}
