"use client";
import type { LineEdit } from "@flit/core/map-draft/line-edit";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import { call } from "../../api/call.ts";
import { Query } from "../../ui/query.tsx";
import type { PreviewRow } from "./detail-view.ts";
import { previewEdit } from "./endpoints.ts";
import type { LineView } from "./line-view.ts";
import type { Place } from "./use-map.ts";

const restMs = 350;

/** What the line makes of real records, now and after an edit that nobody has saved; by the worker's own code. */
export function PreviewRows({
  place,
  line,
  edit,
  view,
  revealed,
}: {
  readonly place: Place;
  readonly line: LineView;
  readonly edit: LineEdit | null;
  readonly view: string;
  /** Rows shown unmasked for now; null: as the role may see them. */
  readonly revealed: readonly PreviewRow[] | null;
}) {
  const asked = useRested(edit);
  // Not under the endpoint's path: values are not read again whenever anything of the migration changes.
  const preview = useQuery<{ rows: PreviewRow[] }, ApiError>({
    queryKey: ["preview of the map", place.migration, line.id, line.revision, line.decision, asked],
    queryFn: () => call(previewEdit, { params: place, body: { line: line.id, edit: asked, view } }),
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: (old, query) => (query?.queryKey[2] === line.id ? old : undefined),
  });
  if (revealed) return <Rows rows={revealed} />;
  return (
    <Query of={preview} lines={3}>
      {({ rows }) => <Rows rows={rows} />}
    </Query>
  );
}

function Rows({ rows }: { readonly rows: readonly PreviewRow[] }) {
  if (rows.length === 0) return <p className="text-ink-soft">The audit read no record of this object.</p>;
  const changed = rows.filter(({ isChanged }) => isChanged).length;
  return (
    <div className="grid gap-2">
      {changed > 0 && (
        <p className="text-ink-soft">
          {changed} of these {rows.length} records change; they stand first.
        </p>
      )}
      <ul className="divide-y divide-line rounded-md border border-line">
        {rows.map(({ record, before, after, isChanged }) => (
          <li key={record} className="grid gap-0.5 px-3 py-1.5">
            <span className="text-xs text-ink-soft">
              Record {record}
              {isChanged && <strong className="text-ink"> · changes</strong>}
            </span>
            {isChanged ? (
              <span className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-start gap-2">
                <Value cell={before} />
                <ArrowRight aria-label="becomes" className="mt-0.5 size-4 text-ink-faint" />
                <Value cell={after} />
              </span>
            ) : (
              <Value cell={after} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Value({ cell: { text, note } }: { readonly cell: PreviewRow["after"] }) {
  return (
    <span className="min-w-0">
      {text === null ? (
        <span className="text-ink-soft">Empty</span>
      ) : (
        <span className="line-clamp-3 break-words whitespace-pre-line">{text}</span>
      )}
      {note && <span className="block text-xs text-warn">{note}</span>}
    </span>
  );
}

/** A value once it has not changed for a moment: keys are not answered one by one. */
function useRested(edit: LineEdit | null): LineEdit | null {
  const [rested, setRested] = useState(edit);
  useEffect(() => {
    const timer = setTimeout(() => setRested(edit), restMs);
    return () => clearTimeout(timer);
  }, [edit]);
  return edit === null ? null : rested;
}
