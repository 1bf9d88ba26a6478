"use client";
import { useState } from "react";
import { CheckField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { RecordStory } from "./endpoints.ts";
import { Value } from "./rows-now.tsx";

/** The record as Cliniko gave it, every field. */
export function SourceFields({ story: { fields, record } }: { readonly story: RecordStory }) {
  const [showsEmpty, setShowsEmpty] = useState(false);
  const shown = fields.filter(({ text }) => showsEmpty || text !== null);
  return (
    <Panel title="As read from Cliniko" hint={<Times record={record} />}>
      <div className="grid grid-cols-1 gap-3">
        <CheckField
          label={`Show the ${fields.filter(({ text }) => text === null).length} empty fields too`}
          checked={showsEmpty}
          onChange={({ target }) => setShowsEmpty(target.checked)}
        />
        <Table caption="Fields of the record" head={[{ label: "Field" }, { label: "Value" }]}>
          {shown.map(({ path, label, text }) => (
            <tr key={path}>
              <Cell>
                <span className="block min-w-32">{label}</span>
              </Cell>
              <Cell>
                <Value text={text} />
              </Cell>
            </tr>
          ))}
        </Table>
      </div>
    </Panel>
  );
}

function Times({
  record: { createdAt, updatedAt, removedAt, vanishedAt },
}: {
  readonly record: RecordStory["record"];
}) {
  const times = [
    ["Created", createdAt],
    ["changed", updatedAt],
    ["archived", removedAt],
    ["deleted", vanishedAt],
  ] as const;
  return times.flatMap(([name, at]) =>
    at === null
      ? []
      : [
          <span key={name} className="mr-3 inline-block">
            {name} <Time at={at} />
          </span>,
        ],
  );
}
