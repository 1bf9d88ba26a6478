"use client";
import { whoCan } from "@flit/core/permissions";
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { download } from "../../api/download.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { exportMemory, type Knowledge, listMemory, type Remembered } from "./endpoints.ts";
import { ForgetDialog } from "./forget-dialog.tsx";

/** What frozen maps taught: looked through, taken along, forgotten. */
export function MemoryPanel({ clinic, knowledge }: { readonly clinic: string; readonly knowledge: Knowledge }) {
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(0);
  const [forgotten, setForgotten] = useState<Remembered | "all" | null>(null);
  const toast = useToast();
  const memory = useEndpoint(listMemory, { clinic, page, ...(search !== "" && { search }) });
  const { remembered, mayForget } = knowledge;
  const take = async () => {
    try {
      await download(exportMemory, { params: { clinic } });
    } catch (error) {
      toast.failed("Not exported", error);
    }
  };
  return (
    <Panel
      title="Memory"
      hint="What you confirmed in frozen maps is proposed again in your next migration. It stays in this clinic."
      actions={
        remembered > 0 && (
          <>
            <Button icon={<Download aria-hidden className="size-4" />} onClick={() => void take()}>
              Export
            </Button>
            {mayForget && (
              <Button
                look="danger"
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => setForgotten("all")}
              >
                Forget everything
              </Button>
            )}
          </>
        )
      }
    >
      {remembered === 0 ? (
        <EmptyState title="Nothing is remembered">
          Once you freeze a map, what became of your custom fields is kept here and proposed next time.
        </EmptyState>
      ) : (
        <div className="grid gap-3">
          <div className="max-w-sm">
            <TextField
              label="Search fields and columns"
              type="search"
              value={search}
              maxLength={100}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                setPage(0);
              }}
            />
          </div>
          {!mayForget && <p className="text-ink-soft">{whoCan("map.decide")} can have it forgotten.</p>}
          <Query of={memory}>
            {({ entries, total, pages }) =>
              total === 0 ? (
                <p className="text-ink-soft">No field or column is called that.</p>
              ) : (
                <>
                  <Table
                    caption="What is remembered, newest first"
                    head={[
                      { label: "Field" },
                      { label: "What you decided" },
                      { label: "From" },
                      { label: "When" },
                      ...(mayForget ? [{ label: "Forget", isHidden: true }] : []),
                    ]}
                  >
                    {entries.map((entry) => (
                      <tr key={entry.id}>
                        <Cell>
                          {entry.label}
                          <span className="block text-xs text-ink-soft wrap-anywhere">{entry.field}</span>
                        </Cell>
                        <Cell>
                          {entry.kind === "rejected" && "Not "}
                          {entry.column === null ? "a column of its own" : <code>{entry.column}</code>}
                        </Cell>
                        <Cell>
                          {entry.migration ?? "a migration that is gone"}, version {entry.version}
                        </Cell>
                        <Cell>
                          <span className="whitespace-nowrap">
                            <Time at={entry.at} />
                          </span>
                        </Cell>
                        {mayForget && (
                          <Cell>
                            <Button
                              look="quiet"
                              aria-label={`Forget ${entry.label}`}
                              onClick={() => setForgotten(entry)}
                            >
                              Forget
                            </Button>
                          </Cell>
                        )}
                      </tr>
                    ))}
                  </Table>
                  {pages > 1 && (
                    <nav aria-label="Pages of the memory" className="flex items-center justify-end gap-2">
                      <span className="text-ink-soft">
                        Page {page + 1} of {pages}
                      </span>
                      <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
                        Newer
                      </Button>
                      <Button disabled={page + 1 >= pages} onClick={() => setPage(page + 1)}>
                        Older
                      </Button>
                    </nav>
                  )}
                </>
              )
            }
          </Query>
        </div>
      )}
      {forgotten !== null && (
        <ForgetDialog clinic={clinic} what={forgotten} count={remembered} onClose={() => setForgotten(null)} />
      )}
    </Panel>
  );
}
