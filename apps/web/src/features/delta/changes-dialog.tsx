"use client";
import type { ChangeKind } from "@flit/core/delta-store";
import Link from "next/link";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Query } from "../../ui/query.tsx";
import { Cell, Table } from "../../ui/table.tsx";
import type { Place } from "../clinics/place.ts";
import { changeNames } from "./delta-words.ts";
import { listChanges } from "./endpoints.ts";
import { recordPath } from "./record-path.ts";

/** A count whose records somebody wants to see. */
export interface WantedChanges {
  readonly title: string;
  readonly mapping?: string;
  readonly kind?: ChangeKind;
  readonly run?: string;
}

/** The records behind a count, by id, each with a way to its whole story. */
export function ChangesDialog({
  place,
  wanted,
  onClose,
}: {
  readonly place: Place;
  readonly wanted: WantedChanges | null;
  readonly onClose: () => void;
}) {
  const kind = wanted?.kind ? `: ${changeNames[wanted.kind].toLowerCase()}` : "";
  return (
    <Dialog isOpen={wanted !== null} onClose={onClose} title={`${wanted?.title ?? ""}${kind}`} isWide>
      {wanted && <Changes place={place} wanted={wanted} />}
    </Dialog>
  );
}

function Changes({ place, wanted }: { readonly place: Place; readonly wanted: WantedChanges }) {
  const [page, setPage] = useState(0);
  const { mapping, kind, run } = wanted;
  const read = useEndpoint(listChanges, {
    ...place,
    ...(mapping && { mapping }),
    ...(kind && { kind }),
    ...(run && { run }),
    page,
  });
  return (
    <Query of={read}>
      {({ rows, hasMore }) => (
        <>
          <Table
            caption="Records"
            head={[{ label: "Object" }, { label: "Record in Cliniko" }, { label: "What happened" }]}
          >
            {rows.map((row) => (
              <tr key={`${row.run} ${row.mapping} ${row.id}`}>
                <Cell>{row.title}</Cell>
                <Cell>
                  <Link
                    className="text-accent underline underline-offset-2"
                    href={recordPath(place, row.mapping, row.id)}
                    prefetch={false}
                  >
                    {row.id}
                  </Link>
                </Cell>
                <Cell>{changeNames[row.kind]}</Cell>
              </tr>
            ))}
          </Table>
          {(page > 0 || hasMore) && (
            <nav aria-label="Pages of records" className="flex items-center justify-between gap-3">
              <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
                Back
              </Button>
              <span className="text-ink-soft">Page {page + 1}</span>
              <Button disabled={!hasMore} onClick={() => setPage(page + 1)}>
                Next
              </Button>
            </nav>
          )}
        </>
      )}
    </Query>
  );
}
