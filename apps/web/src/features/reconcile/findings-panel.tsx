"use client";
import { findingKinds } from "@flit/core/reconcile-store";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Status } from "../../ui/status.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import type { FindingGroup } from "./endpoints.ts";
import { columnWords, findingWords } from "./finding-words.ts";
import { FindingsDialog } from "./findings-dialog.tsx";

/** Everything that was found, grouped by what it is and where; each group opens to its records. */
export function FindingsPanel({ place, groups }: { readonly place: Place; readonly groups: readonly FindingGroup[] }) {
  const [open, setOpen] = useState<FindingGroup | null>(null);
  if (groups.length === 0) return null;
  return (
    <Panel title="What was found" hint="By ids and columns. Open a record to see both values, as your role allows.">
      <div className="grid gap-6">
        {findingKinds.map((kind) => {
          const mine = groups.filter((group) => group.kind === kind);
          const { title, tone, means, whatToDo } = findingWords[kind];
          return (
            mine.length > 0 && (
              <section key={kind} aria-label={title} className="grid gap-2">
                <h3 className="flex items-center gap-2 font-semibold">
                  <Status tone={tone}>{title}</Status>
                </h3>
                <p className="text-ink-soft">
                  {means} {whatToDo}
                </p>
                <Table
                  caption={title}
                  head={[
                    { label: "Object" },
                    { label: "Column" },
                    { label: "Records", isNumber: true },
                    { label: "Show", isHidden: true },
                  ]}
                >
                  {mine.map((group) => (
                    <tr key={`${group.mapping}/${group.column}`}>
                      <Cell>
                        <span className="block sm:min-w-64">{group.title}</span>
                      </Cell>
                      <Cell>
                        <span className="block wrap-anywhere sm:min-w-72">{columnWords(group.column)}</span>
                      </Cell>
                      <Cell isNumber>{group.records.toLocaleString("en-AU")}</Cell>
                      <Cell isNumber>
                        <Button
                          aria-label={`Show ${title}: ${group.title}, ${columnWords(group.column)}`}
                          onClick={() => setOpen(group)}
                        >
                          Show
                        </Button>
                      </Cell>
                    </tr>
                  ))}
                </Table>
              </section>
            )
          );
        })}
      </div>
      {open && <FindingsDialog place={place} group={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}
