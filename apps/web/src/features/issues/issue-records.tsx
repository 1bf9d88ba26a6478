"use client";
import { issueKinds } from "@flit/core/issues/issue";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue, useState } from "react";
import type { z } from "zod";
import type { ApiError } from "../../api/api-error.ts";
import { call } from "../../api/call.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import { type IssueKeyView, listIssueRecords, readIssues } from "./endpoints.ts";
import { baseOf, recordAddress } from "./issue-address.ts";
import { IssueCard } from "./issue-card.tsx";
import { Pages } from "./pages.tsx";

type Reply = z.infer<NonNullable<typeof listIssueRecords.reply>>;

const inAddress = {
  mapping: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(issueKinds),
  code: parseAsString.withDefault(""),
  column: parseAsString,
  sort: parseAsStringLiteral(["up", "down"]).withDefault("up"),
  page: parseAsInteger.withDefault(0),
};

/** The records of one group, a page at a time. */
export function IssueRecords({ place }: { readonly place: Place }) {
  const [{ mapping, kind, code, column, ...list }, setQuery] = useQueryStates(inAddress);
  const back = <ButtonLink href={`${baseOf(place)}/issues`}>All issues</ButtonLink>;
  return (
    <>
      <PageHead title="Records of an issue" hint="Each leads to its whole story." actions={back} />
      {kind === null || mapping === "" || code === "" ? (
        <EmptyState title="This address names no issue" action={back} />
      ) : (
        <RecordList
          place={place}
          issue={{ mapping, kind, code, column }}
          sort={list.sort}
          page={Math.max(0, list.page)}
          setQuery={(next) => void setQuery(next)}
        />
      )}
    </>
  );
}

function RecordList({
  place,
  issue,
  sort,
  page,
  setQuery,
}: {
  readonly place: Place;
  readonly issue: IssueKeyView;
  readonly sort: "up" | "down";
  readonly page: number;
  readonly setQuery: (next: { readonly sort?: "up" | "down"; readonly page: number | null }) => void;
}) {
  const [view] = useState(() => crypto.randomUUID());
  const [search, setSearch] = useState("");
  const searched = useDeferredValue(search.trim());
  const overview = useEndpoint(readIssues, { ...place, show: "all", sort: "severity", page: 0, size: 1 });
  const body = { key: issue, search: searched, sort, page, view };
  // Not under the endpoint's path: names are not read again whenever anything of the migration changes.
  const records = useQuery<Reply, ApiError>({
    queryKey: ["records of an issue", place.migration, body, overview.data?.run?.state ?? null],
    queryFn: () => call(listIssueRecords, { params: place, body }),
    placeholderData: keepPreviousData,
  });
  return (
    <Query of={records} lines={8}>
      {({ group, source, records: rows, total, size }) => (
        <div className="grid grid-cols-1 gap-4">
          {group && (
            <ul>
              <IssueCard place={place} group={group} isRunning={overview.data?.run != null} hasRecordsLink={false} />
            </ul>
          )}
          <search className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
            <TextField
              label="Cliniko id begins with"
              inputMode="numeric"
              value={search}
              onChange={({ target }) => {
                setSearch(target.value.slice(0, 60));
                setQuery({ page: null });
              }}
            />
            <SelectField
              label="Order"
              value={sort}
              onChange={({ target }) => setQuery({ sort: target.value === "down" ? "down" : "up", page: null })}
            >
              <option value="up">Oldest ids first</option>
              <option value="down">Newest ids first</option>
            </SelectField>
          </search>
          {rows.length === 0 ? (
            <EmptyState
              title={searched === "" ? "Nothing is left of this issue" : "No id begins like this"}
              action={<ButtonLink href={`${baseOf(place)}/issues`}>All issues</ButtonLink>}
            />
          ) : (
            <div className="rounded-lg border border-line bg-surface">
              <Table
                caption="Records of the issue"
                head={[{ label: "Cliniko id" }, { label: "Name" }, { label: "Row in Dynamics" }]}
              >
                {rows.map(({ id, name, row }) => (
                  <tr key={id}>
                    <Cell>
                      <Link href={recordAddress(place, source, id)} className="font-medium text-accent hover:underline">
                        {id}
                      </Link>
                    </Cell>
                    <Cell>
                      <span className="block min-w-36 wrap-anywhere">
                        {name ?? <span className="text-ink-soft">No name</span>}
                      </span>
                    </Cell>
                    <Cell>
                      <span className="font-mono text-xs whitespace-nowrap">
                        {row ?? <span className="font-sans text-ink-soft">None</span>}
                      </span>
                    </Cell>
                  </tr>
                ))}
              </Table>
            </div>
          )}
          <Pages
            label="Pages of records"
            page={page}
            size={size}
            total={total}
            onPage={(next) => setQuery({ page: next })}
          />
        </div>
      )}
    </Query>
  );
}
