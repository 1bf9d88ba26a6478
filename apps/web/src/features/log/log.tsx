"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { download } from "../../api/download.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { useToast } from "../../ui/toast.tsx";
import { ActionsTable } from "./actions-table.tsx";
import { ChainPanel } from "./chain-panel.tsx";
import { exportLog, listActions, readLogState } from "./endpoints.ts";
import { LogFilters } from "./log-filters.tsx";
import { TrailsPanel } from "./trails-panel.tsx";
import { useLogQuery } from "./use-log-query.ts";

type Format = "csv" | "jsonl";

const parts = [
  { name: "actions", title: "What people did" },
  { name: "runs", title: "What was done to records" },
] as const;
const nothing = { event: null, group: null, person: null, about: null, from: null, until: null, before: null };

/** What people did in a clinic: newest first, narrowed down and paged on the server, with the chain's state. */
export function Log({ clinic }: { readonly clinic: string }) {
  const { part, filter, days, before, setQuery } = useLogQuery();
  const state = useEndpoint(readLogState, { clinic });
  const page = useEndpoint(listActions, { clinic, ...filter, ...(before !== null && { before }) });
  const client = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState<Format | null>(null);
  const save = async (format: Format) => {
    setBusy(format);
    await download(exportLog, { params: { clinic }, body: { ...filter, format } }).catch((error: unknown) =>
      toast.failed("Not exported", error),
    );
    setBusy(null);
    for (const { path } of [listActions, readLogState]) void client.invalidateQueries({ queryKey: [path] });
  };
  const names = new Map(
    [...(state.data?.people ?? []), ...(state.data?.migrations ?? [])].map(({ id, name }) => [id, name]),
  );
  if (page.error?.body.code === "not-allowed")
    return (
      <>
        <PageHead title="Log" />
        <ErrorState error={page.error} />
      </>
    );
  return (
    <>
      <PageHead
        title="Log"
        hint="What people did, as it was done. Nothing in it can be changed or removed. It holds no patient value."
        actions={
          part === "actions" &&
          (["csv", "jsonl"] as const).map((format) => (
            <Button
              key={format}
              icon={<Download aria-hidden className="size-4" />}
              isBusy={busy === format}
              onClick={() => void save(format)}
            >
              {format === "csv" ? "Export CSV" : "Export JSON lines"}
            </Button>
          ))
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <nav aria-label="Parts of the log" className="flex gap-2">
          {parts.map(({ name, title }) => (
            <Button
              key={name}
              look={part === name ? "primary" : "plain"}
              aria-current={part === name ? "page" : undefined}
              onClick={() => void setQuery({ part: name }, { history: "push" })}
            >
              {title}
            </Button>
          ))}
        </nav>
        {part === "runs" ? (
          <TrailsPanel
            clinic={clinic}
            about={filter.about ?? null}
            migrations={state.data?.migrations ?? []}
            onAbout={(about) => void setQuery({ about })}
          />
        ) : (
          <>
            <ChainPanel clinic={clinic} head={state.data?.head ?? null} checked={state.data?.checked ?? null} />
            <div className="grid grid-cols-1 gap-3">
              <LogFilters state={state.data} filter={filter} days={days} setQuery={setQuery} />
              <ActionsTable
                page={page}
                names={names}
                isFiltered={Object.keys(filter).length > 0}
                isNewest={before === null}
                onPage={(position) => void setQuery({ before: position }, { history: "push" })}
                onClear={() => void setQuery(nothing)}
              />
            </div>
          </>
        )}
      </div>
    </>
  );
}
