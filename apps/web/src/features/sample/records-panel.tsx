"use client";
import { sampleShows } from "@flit/core/sample-store";
import { clsx } from "clsx";
import { MessageSquare } from "lucide-react";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import { listRecords } from "./endpoints.ts";
import { RecordDialog } from "./record-dialog.tsx";
import type { RecordRow, SummaryView } from "./sample-view.ts";
import { pageSize, type SampleFilter, useSampleFilter } from "./use-sample-filter.ts";
import { reasonNames, showNames, stateWords } from "./words.ts";

type Chosen = Pick<RecordRow, "mapping" | "id">;

/** Every record of the sample under each map: what became of it, filtered on the server, opened one by one. */
export function RecordsPanel({ place, summary }: { readonly place: Place; readonly summary: SummaryView }) {
  const filter = useSampleFilter(place);
  const list = useEndpoint(listRecords, filter.params);
  const [chosen, choose] = useState<Chosen | null>(null);
  return (
    <Panel
      title="Records"
      hint="Those that need somebody stand first. Open one to see source, expected and actual value of every column."
    >
      <div className="grid gap-4">
        <Filters filter={filter} summary={summary} />
        <Query of={list} lines={8}>
          {({ records, total }) =>
            records.length === 0 ? (
              <NoRecords filter={filter} />
            ) : (
              <div className={clsx("grid gap-3", list.isPlaceholderData && "opacity-60")}>
                <Records records={records} onOpen={choose} />
                <Pager filter={filter} total={total} />
              </div>
            )
          }
        </Query>
      </div>
      {chosen && <RecordDialog place={place} of={chosen} onClose={() => choose(null)} />}
    </Panel>
  );
}

function Filters({ filter, summary }: { readonly filter: SampleFilter; readonly summary: SummaryView }) {
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <SelectField
        label="Object"
        value={filter.object ?? ""}
        onChange={({ target }) => filter.setObject(target.value === "" ? null : target.value)}
      >
        <option value="">Every object</option>
        {summary.objects.map(({ mapping, title, records, different }) => (
          <option key={mapping} value={mapping}>
            {title} ({records}
            {different > 0 ? `, ${different} different` : ""})
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Show"
        value={filter.show}
        onChange={({ target }) => filter.setShow(sampleShows.find((one) => one === target.value) ?? "all")}
      >
        {sampleShows.map((show) => (
          <option key={show} value={show}>
            {showNames[show]}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Search"
        type="search"
        placeholder="Beginning of a Cliniko id"
        value={filter.search}
        onChange={({ target }) => filter.setSearch(target.value)}
      />
    </div>
  );
}

function NoRecords({ filter }: { readonly filter: SampleFilter }) {
  const isAboutDifferences = filter.show === "different" || filter.show === "open";
  return (
    <EmptyState
      title={isAboutDifferences && filter.search === "" ? "Nothing differs" : "No record is like that"}
      action={
        <Button
          onClick={() => {
            filter.setSearch("");
            filter.setObject(null);
            filter.setShow("all");
          }}
        >
          Show everything
        </Button>
      }
    />
  );
}

function Records({
  records,
  onOpen,
}: {
  readonly records: readonly RecordRow[];
  readonly onOpen: (record: Chosen) => void;
}) {
  return (
    <Table
      caption="Records of the sample"
      head={[
        { label: "Record" },
        { label: "State" },
        { label: "What differs" },
        { label: "In the sample" },
        { label: "Comments" },
      ]}
    >
      {records.map((one) => (
        <tr key={`${one.mapping}/${one.id}`}>
          <Cell>
            <button
              type="button"
              className="text-left font-medium text-accent hover:underline"
              onClick={() => onOpen({ mapping: one.mapping, id: one.id })}
            >
              {one.title} <span className="font-mono text-xs">{one.id}</span>
            </button>
          </Cell>
          <Cell>
            <Status tone={one.isAccepted ? "neutral" : stateWords[one.state].tone}>
              {stateWords[one.state].word}
              {one.isAccepted && ", accepted"}
            </Status>
          </Cell>
          <Cell>
            <span className="wrap-anywhere">
              {one.columns.length > 0 ? one.columns.join(", ") : (one.reason ?? "–")}
            </span>
          </Cell>
          <Cell>{reasonNames[one.why]}</Cell>
          <Cell>
            {one.comments === 0 ? (
              "–"
            ) : (
              <span className="inline-flex items-center gap-1 whitespace-nowrap">
                <MessageSquare aria-hidden className="size-3.5 text-ink-faint" />
                <span>
                  {one.comments}
                  {one.openComments > 0 && <span className="text-warn">, {one.openComments} open</span>}
                </span>
              </span>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Pager({ filter, total }: { readonly filter: SampleFilter; readonly total: number }) {
  const pages = Math.ceil(total / pageSize);
  if (pages < 2 && filter.page === 0) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      <Button disabled={filter.page === 0} onClick={() => filter.setPage(filter.page - 1)}>
        Back
      </Button>
      <span className="text-ink-soft">
        Page {filter.page + 1} of {Math.max(1, pages)}, {total.toLocaleString("en-AU")} records
      </span>
      <Button disabled={filter.page + 1 >= pages} onClick={() => filter.setPage(filter.page + 1)}>
        Next
      </Button>
    </nav>
  );
}
