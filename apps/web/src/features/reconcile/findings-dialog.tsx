"use client";
import Link from "next/link";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Query } from "../../ui/query.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import { type FindingGroup, listFindings } from "./endpoints.ts";
import { columnWords, findingWords } from "./finding-words.ts";

/** The records of one group, a page at a time. */
export function FindingsDialog({
  place,
  group,
  onClose,
}: {
  readonly place: Place;
  readonly group: FindingGroup;
  readonly onClose: () => void;
}) {
  // Where each page begins, the one shown last.
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const page = useEndpoint(listFindings, {
    ...place,
    kind: group.kind,
    mapping: group.mapping,
    ...(group.column !== null && { column: group.column }),
    after: starts.at(-1) ?? 0,
  });
  const title = `${findingWords[group.kind].title}: ${group.title}`;
  return (
    <Dialog isOpen isWide onClose={onClose} title={title}>
      <Query of={page} lines={6}>
        {({ findings, next }) => (
          <>
            <Table caption={title} head={[{ label: "Ids in Cliniko and Dynamics" }, { label: "Column" }]}>
              {findings.map(({ position, mapping, sourceId, rowId, column, hasRecord }) => (
                <tr key={position}>
                  <Cell>
                    {hasRecord ? (
                      <Link
                        className="text-accent underline underline-offset-2"
                        href={`/clinics/${place.clinic}/migrations/${place.migration}/records/${mapping}/${sourceId}`}
                        prefetch={false}
                      >
                        {sourceId}
                      </Link>
                    ) : (
                      (sourceId ?? "No record in Cliniko")
                    )}
                    {rowId !== null && <code className="block text-xs text-ink-soft wrap-anywhere">{rowId}</code>}
                  </Cell>
                  <Cell>
                    <span className="inline-block min-w-24 wrap-anywhere">{columnWords(column)}</span>
                  </Cell>
                </tr>
              ))}
            </Table>
            <nav aria-label="Pages of findings" className="flex justify-end gap-2">
              {starts.length > 1 && <Button onClick={() => setStarts(starts.slice(0, -1))}>Back</Button>}
              {next !== null && <Button onClick={() => setStarts([...starts, next])}>More</Button>}
            </nav>
          </>
        )}
      </Query>
    </Dialog>
  );
}
