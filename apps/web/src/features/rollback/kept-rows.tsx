"use client";
import { Download, ExternalLink } from "lucide-react";
import { useState } from "react";
import { download } from "../../api/download.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Query } from "../../ui/query.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { Place } from "../clinics/place.ts";
import { exportKept, type KeptGroup, listKept } from "./endpoints.ts";

/** Rows that stay, by id and reason, narrowed down and paged on the server. */
export function KeptRows({
  place,
  run,
  groups,
}: {
  readonly place: Place;
  readonly run: string;
  readonly groups: readonly KeptGroup[];
}) {
  const [reason, setReason] = useState("");
  const [pages, setPages] = useState<readonly string[]>([]);
  const toast = useToast();
  const after = pages.at(-1);
  const list = useEndpoint(listKept, { ...place, run, ...(reason && { reason }), ...(after && { after }) });
  const reasons = [...new Map(groups.map((group) => [group.reason, group.words]))];
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="w-full max-w-sm">
          <SelectField
            label="Reason"
            value={reason}
            onChange={(change) => {
              setReason(change.target.value);
              setPages([]);
            }}
          >
            <option value="">All reasons</option>
            {reasons.map(([code, words]) => (
              <option key={code} value={code}>
                {words}
              </option>
            ))}
          </SelectField>
        </div>
        <Button
          icon={<Download aria-hidden className="size-4" />}
          onClick={() =>
            void download(exportKept, { params: place, body: { run } }).catch((error: unknown) =>
              toast.failed("Not exported", error),
            )
          }
        >
          CSV
        </Button>
      </div>
      <Query of={list}>
        {({ rows, next }) => (
          <>
            <div className="rounded-lg border border-line">
              <Table
                caption="Rows that stay"
                head={[{ label: "Object" }, { label: "Cliniko id" }, { label: "Row in Dynamics" }, { label: "Why" }]}
              >
                {rows.map((row) => (
                  <tr key={`${row.mapping} ${row.rowId}`}>
                    <Cell>
                      <span className="block min-w-28">{row.object}</span>
                      <span className="block text-xs text-ink-soft">{row.mapping}</span>
                    </Cell>
                    <Cell>
                      <span className="tabular-nums">{row.sourceId}</span>
                    </Cell>
                    <Cell>
                      {row.url === null ? (
                        <span className="font-mono text-xs">{row.rowId.slice(0, 8)}</span>
                      ) : (
                        <a
                          href={row.url}
                          target="_blank"
                          rel="noreferrer"
                          className="inline-flex items-center gap-1 font-mono text-xs text-accent hover:underline"
                        >
                          {row.rowId.slice(0, 8)}
                          <ExternalLink aria-label="opens Dynamics" className="size-3" />
                        </a>
                      )}
                    </Cell>
                    <Cell>
                      <span className="block min-w-40">{row.words}</span>
                    </Cell>
                  </tr>
                ))}
              </Table>
            </div>
            {(pages.length > 0 || next !== null) && (
              <nav aria-label="Pages of rows that stay" className="flex justify-end gap-2">
                {pages.length > 0 && <Button onClick={() => setPages(pages.slice(0, -1))}>Before</Button>}
                {next !== null && <Button onClick={() => setPages([...pages, next])}>Next</Button>}
              </nav>
            )}
          </>
        )}
      </Query>
    </div>
  );
}
