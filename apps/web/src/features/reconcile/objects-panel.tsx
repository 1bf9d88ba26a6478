import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { ObjectRow } from "./endpoints.ts";

const head = [
  { label: "Object" },
  { label: "In Cliniko", isNumber: true },
  { label: "In Dynamics", isNumber: true },
  { label: "Equal", isNumber: true },
  { label: "Different", isNumber: true },
  { label: "Edited", isNumber: true },
  { label: "Missing", isNumber: true },
  { label: "Extra", isNumber: true },
  { label: "Twice", isNumber: true },
  { label: "Unknown", isNumber: true },
  { label: "Not moved", isNumber: true },
  { label: "Refused", isNumber: true },
];

/** What each number of the table means. */
const meanings: readonly (readonly [string, string])[] = [
  ["Equal", "read back, every mapped column as in Cliniko"],
  ["Different", "a column differs and no person changed the row"],
  ["Edited", "a person changed the row in Dynamics"],
  ["Missing", "the row is gone"],
  ["Extra, twice", "rows no record explains, and second rows of one record"],
  ["Unknown", "writes that were never answered"],
  ["Not moved", "left out, merged or matched, each with a reason"],
  ["Refused", "Dynamics refused the record, with a reason"],
];

/** Both sides of every object in numbers. */
export function ObjectsPanel({ objects }: { readonly objects: readonly ObjectRow[] }) {
  return (
    <Panel title="Objects" hint="Records as read from Cliniko, and rows as they stand in Dynamics.">
      <div className="grid gap-3">
        <Table caption="Objects on both sides" head={head}>
          {objects.map((row) => (
            <tr key={row.mapping}>
              <Cell>
                <span className="flex min-w-44 flex-wrap items-center gap-x-2">
                  {row.title}
                  {isWrong(row) && <Status tone="bad">Differs</Status>}
                </span>
                <span className="block text-xs text-ink-soft">{row.table}</span>
              </Cell>
              <Cell isNumber>{count(row.source)}</Cell>
              <Cell isNumber>{row.destination === null ? "–" : count(row.destination)}</Cell>
              <Cell isNumber>{count(row.matched)}</Cell>
              <Bad of={row.mismatched} />
              <Cell isNumber>{count(row.edited)}</Cell>
              <Bad of={row.missing} />
              <Bad of={row.extra} />
              <Bad of={row.duplicates} />
              <Bad of={row.unknown} />
              <Cell isNumber>{count(row.notMoved)}</Cell>
              <Cell isNumber>{count(row.refused)}</Cell>
            </tr>
          ))}
        </Table>
        <details>
          <summary className="cursor-pointer text-ink-soft">What the numbers mean</summary>
          <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
            {meanings.map(([name, words]) => (
              <div key={name} className="contents">
                <dt className="font-medium">{name}</dt>
                <dd className="text-ink-soft max-sm:mb-1">{words}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </Panel>
  );
}

function Bad({ of }: { readonly of: number }) {
  return <Cell isNumber>{of === 0 ? "0" : <strong className="text-bad">{count(of)}</strong>}</Cell>;
}

function isWrong({ mismatched, missing, extra, duplicates, unknown }: ObjectRow): boolean {
  return mismatched + missing + extra + duplicates + unknown > 0;
}

function count(value: number): string {
  return value.toLocaleString("en-AU");
}
