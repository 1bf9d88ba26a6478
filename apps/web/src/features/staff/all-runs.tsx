"use client";
import { debounce, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Notice } from "../../ui/status.tsx";
import { readStaff, type StaffSort, staffSorts } from "./endpoints.ts";
import { Installation } from "./installation.tsx";
import { RunsTable } from "./runs-table.tsx";

const typingMs = 250;
const refetchMs = 3_000;
const shows = ["active", "trouble", "all"] as const;
const showNames = { active: "Going on or waiting", trouble: "In trouble", all: "All of the last 7 days" } as const;
const sortNames: Readonly<Record<StaffSort, string>> = {
  health: "Most urgent first",
  clinic: "Clinic",
  started: "Newest first",
  progress: "Longest without progress",
  rate: "Fastest first",
  refused: "Most refused records",
};

/** Runs of all clinics, sorted and narrowed down on the server, with the machinery that moves them. */
export function AllRuns() {
  const [{ search, show, sort, page }, setQuery] = useQueryStates({
    search: parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(typingMs) }),
    show: parseAsStringLiteral(shows).withDefault("active"),
    sort: parseAsStringLiteral(staffSorts).withDefault("health"),
    page: parseAsInteger.withDefault(1),
  });
  const asked = { ...(search !== "" && { search }), show, sort, page: Math.max(1, page) };
  const read = useEndpoint(readStaff, asked, { refetchMs });
  if (read.error && !read.data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-4">
      {read.error && (
        <Notice tone="warn" title="FlitStack cannot be reached at the moment">
          What you see is from before; it is looked for again every few seconds.
        </Notice>
      )}
      {read.data && <Installation data={read.data} />}
      <search className="flex flex-wrap items-end gap-3">
        <TextField
          label="Search clinics and migrations"
          type="search"
          value={search}
          onChange={(event) => void setQuery({ search: event.target.value || null, page: null })}
        />
        <SelectField
          label="Show"
          value={show}
          onChange={(event) =>
            void setQuery({ show: shows.find((one) => one === event.currentTarget.value) ?? null, page: null })
          }
        >
          {shows.map((one) => (
            <option key={one} value={one}>
              {showNames[one]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Order"
          value={sort}
          onChange={(event) =>
            void setQuery({ sort: staffSorts.find((one) => one === event.currentTarget.value) ?? null, page: null })
          }
        >
          {staffSorts.map((one) => (
            <option key={one} value={one}>
              {sortNames[one]}
            </option>
          ))}
        </SelectField>
      </search>
      <Query of={read} lines={8}>
        {({ runs, total, pages, now }) =>
          runs.length === 0 ? (
            <EmptyState
              title={search === "" && show === "active" ? "No run is going on" : "No run is like that"}
              action={
                (search !== "" || show !== "all") && (
                  <Button onClick={() => void setQuery({ search: null, show: "all", page: null })}>
                    Show all of the last 7 days
                  </Button>
                )
              }
            />
          ) : (
            <>
              <div className="rounded-lg border border-line bg-surface">
                <RunsTable runs={runs} now={now} />
              </div>
              <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-2">
                <p className="text-ink-soft" role="status">
                  {total} {total === 1 ? "run" : "runs"}
                  {pages > 1 && `, page ${page} of ${pages}`}
                </p>
                <div className="flex gap-2">
                  {page > 1 && (
                    <Button onClick={() => void setQuery({ page: page - 1 }, { history: "push" })}>Back</Button>
                  )}
                  {page < pages && (
                    <Button onClick={() => void setQuery({ page: page + 1 }, { history: "push" })}>More</Button>
                  )}
                </div>
              </nav>
            </>
          )
        }
      </Query>
    </div>
  );
}
