"use client";
import { runNames } from "@flit/core/messages";
import { Download, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { download } from "../../api/download.ts";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { exportTrail, listTrails, type RunTrail, verifyTrail } from "./endpoints.ts";

/** Runs with their audit trails: every effect on a record by id and code, recomputed and exported on demand. */
export function TrailsPanel({
  clinic,
  about,
  migrations,
  onAbout,
}: {
  readonly clinic: string;
  readonly about: string | null;
  readonly migrations: readonly { readonly id: string; readonly name: string }[];
  readonly onAbout: (migration: string | null) => void;
}) {
  const [page, setPage] = useState(1);
  const list = useEndpoint(listTrails, { clinic, page, ...(about !== null && { about }) });
  return (
    <Panel
      title="Audit trails of runs"
      hint="Each effect on a record, in chains that show what was changed or removed. Ids and codes only."
    >
      <div className="grid grid-cols-1 gap-4">
        <div className="max-w-sm">
          <SelectField
            label="Migration"
            value={about ?? ""}
            onChange={(change) => {
              onAbout(change.target.value || null);
              setPage(1);
            }}
          >
            <option value="">All migrations</option>
            {migrations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <Query of={list}>
          {({ runs, pages }) =>
            runs.length === 0 ? (
              <EmptyState title="Nothing has run yet">An audit is the first thing that leaves a trail.</EmptyState>
            ) : (
              <>
                <ul aria-label="Runs, newest first" className="divide-y divide-line border-y border-line">
                  {runs.map((run) => (
                    <Trail key={run.id} clinic={clinic} run={run} />
                  ))}
                </ul>
                {pages > 1 && (
                  <nav aria-label="Pages of runs" className="flex justify-end gap-2">
                    {page > 1 && <Button onClick={() => setPage(page - 1)}>Newer</Button>}
                    {page < pages && <Button onClick={() => setPage(page + 1)}>Older</Button>}
                  </nav>
                )}
              </>
            )
          }
        </Query>
      </div>
    </Panel>
  );
}

function Trail({ clinic, run }: { readonly clinic: string; readonly run: RunTrail }) {
  const verify = useAct(verifyTrail);
  const toast = useToast();
  const params = { clinic, run: run.id };
  const name = `${runNames[run.kind]}${run.isPart ? " (a part)" : ""}`;
  const result = verify.data;
  const head = (result?.head ?? run.head)?.slice(0, 16) ?? "–";
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name}</span>
          <span role="status">
            {result === undefined ? (
              <Status tone="neutral">Not recomputed</Status>
            ) : result.firstBroken === null ? (
              <Status tone="good">Complete</Status>
            ) : (
              <Status tone="bad">Broken</Status>
            )}
          </span>
        </p>
        <p className="text-ink-soft">
          <Time at={run.startedAt} /> · {run.migration.name}
        </p>
        <p className="text-ink-soft">
          {(result?.events ?? run.events).toLocaleString("en-AU")} entries in {result?.chains ?? run.chains} chains,
          ending in <code className="font-mono text-xs">{head}</code>
        </p>
        {result?.firstBroken != null && (
          <p className="text-bad wrap-anywhere">
            Entry {result.firstBroken.slice(run.id.length + 1)} is not what was logged, and nothing after it can be
            relied on.
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<ShieldCheck aria-hidden className="size-4" />}
          isBusy={verify.isPending}
          aria-label={`Verify ${name} now`}
          onClick={() =>
            verify.mutate({ params }, { onError: (error) => toast.failed("It could not be verified", error) })
          }
        >
          Verify
        </Button>
        {(["csv", "jsonl"] as const).map((format) => (
          <Button
            key={format}
            icon={<Download aria-hidden className="size-4" />}
            aria-label={`Export ${name} as ${format === "csv" ? "CSV" : "JSON lines"}`}
            onClick={() =>
              void download(exportTrail, { params, body: { format } }).catch((error: unknown) =>
                toast.failed("Not exported", error),
              )
            }
          >
            {format === "csv" ? "CSV" : "JSONL"}
          </Button>
        ))}
      </div>
    </li>
  );
}
