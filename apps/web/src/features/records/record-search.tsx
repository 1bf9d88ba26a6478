"use client";
import { valueAccess } from "@flit/core/permissions";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import type { ApiError } from "../../api/api-error.ts";
import { call } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { Pages } from "../issues/pages.tsx";
import { searchRecords } from "./endpoints.ts";
import { FoundList } from "./found-list.tsx";

type Found = z.infer<NonNullable<typeof searchRecords.reply>>;

const hints = {
  open: "Cliniko's id, Dynamics' id, or the beginning of a name. What you type is not kept and stands in no address.",
  masked: "Cliniko's id or Dynamics' id. Your role does not see names, so it cannot search for them.",
} as const;

/** Finds single records by id or, for roles that see names, by name. */
export function RecordSearch({ place }: { readonly place: Place }) {
  const [view] = useState(() => crypto.randomUUID());
  const [text, setText] = useState("");
  const [asked, setAsked] = useState({ query: "", page: 0 });
  const { role } = useRole(place);
  const seesNames = role !== null && valueAccess(role) === "open";
  const found = useQuery<Found, ApiError>({
    queryKey: ["search for records", place.migration, asked],
    queryFn: () => call(searchRecords, { params: place, body: { ...asked, view } }),
    enabled: asked.query !== "",
    placeholderData: keepPreviousData,
    // Names that were found are not kept longer than they are looked at.
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ query: text.trim(), page: 0 });
  };
  return (
    <>
      <PageHead
        title="Records"
        hint="One record's whole story: as it was read, what it became, what stands in Dynamics now, and every write."
      />
      <div className="grid grid-cols-1 gap-6">
        <search>
          <form onSubmit={submit} className="flex flex-wrap items-start gap-2">
            <div className="min-w-0 flex-1 basis-60">
              <TextField
                label="Find a record"
                hint={seesNames ? hints.open : hints.masked}
                value={text}
                onChange={({ target }) => setText(target.value.slice(0, 100))}
                autoComplete="off"
                spellCheck={false}
              />
            </div>
            <div className="pt-6">
              <Button
                type="submit"
                look="primary"
                icon={<Search aria-hidden className="size-4" />}
                isBusy={found.isFetching}
              >
                Find
              </Button>
            </div>
          </form>
        </search>
        {asked.query === "" ? (
          <EmptyState title="Look for a record">
            An id stands in Cliniko's address bar when a record is open, and in the lists of issues.
          </EmptyState>
        ) : (
          <Query of={found} lines={4}>
            {(answer) => (
              <Results
                place={place}
                answer={answer}
                page={asked.page}
                onPage={(page) => setAsked({ query: asked.query, page })}
              />
            )}
          </Query>
        )}
      </div>
    </>
  );
}

function Results({
  place,
  answer: { by, records, total, size },
  page,
  onPage,
}: {
  readonly place: Place;
  readonly answer: Found;
  readonly page: number;
  readonly onPage: (page: number) => void;
}) {
  if (by === "name-not-allowed")
    return (
      <Notice tone="info" title="Names cannot be searched for with your role">
        Type an id of Cliniko or of Dynamics. An owner or a clinic admin can search for names.
      </Notice>
    );
  if (records.length === 0)
    return (
      <EmptyState title="Nothing was found">
        {by === "name"
          ? "No name begins like this. Type at least three letters of each word; records are found once the audit has read them."
          : "No record with this id was read or written in this migration."}
      </EmptyState>
    );
  return (
    <div className="grid grid-cols-1 gap-3" role="status" aria-label={`${total} found`}>
      <FoundList place={place} caption="Records found" records={records} />
      <Pages label="Pages of records found" page={page} size={size} total={total} onPage={onPage} />
    </div>
  );
}
