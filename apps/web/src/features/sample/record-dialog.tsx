"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ExternalLink, Eye } from "lucide-react";
import { useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import { call } from "../../api/call.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { CheckField } from "../../ui/field.tsx";
import { Query } from "../../ui/query.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { Place } from "../clinics/place.ts";
import { RecordComments } from "./comments.tsx";
import { readRecord, revealRecord } from "./endpoints.ts";
import { FieldDiff } from "./field-diff.tsx";
import type { RecordView } from "./sample-view.ts";
import { reasonNames, stateWords } from "./words.ts";

interface Props {
  readonly place: Place;
  readonly of: { readonly mapping: string; readonly id: string };
  readonly onClose: () => void;
}

/** One record: every column with source, expected and actual value, read from Dynamics as it is opened. */
export function RecordDialog({ place, of, onClose }: Props) {
  const [view] = useState(() => crypto.randomUUID());
  const [revealed, setRevealed] = useState<RecordView | null>(null);
  const queryKey = ["record of the sample", place.migration, of.mapping, of.id];
  const client = useQueryClient();
  // Not under the endpoint's path: Dynamics is not asked again whenever anything of the migration changes.
  const read = useQuery<RecordView, ApiError>({
    queryKey,
    queryFn: () => call(readRecord, { params: { ...place, ...of, view } }),
    gcTime: 60_000,
  });
  const reveal = useAct(revealRecord);
  const toast = useToast();
  const shown = revealed ?? read.data;
  const isMasked = shown !== undefined && shown.access !== "open" && revealed === null;
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={shown ? `${shown.title} ${shown.id}` : `Record ${of.id}`}
      actions={
        <>
          {isMasked && shown.access === "revealable" && shown.rows.length > 0 && (
            <Button
              icon={<Eye aria-hidden className="size-4" />}
              isBusy={reveal.isPending}
              onClick={() =>
                reveal.mutate(
                  { params: place, body: of },
                  { onSuccess: setRevealed, onError: (error) => toast.failed("They could not be shown", error) },
                )
              }
            >
              Show values (logged)
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <Query of={read} lines={8}>
        {(given) => (
          <>
            <Head of={given} isMasked={isMasked} />
            <Rows place={place} of={revealed ?? given} />
            <RecordComments place={place} of={given} onChange={() => client.invalidateQueries({ queryKey })} />
          </>
        )}
      </Query>
    </Dialog>
  );
}

function Head({ of: { row, table }, isMasked }: { readonly of: RecordView; readonly isMasked: boolean }) {
  const { tone, word } = stateWords[row.state];
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Status tone={tone}>{word}</Status>
        {row.isAccepted && <Status tone="neutral">Accepted</Status>}
        <span className="text-ink-soft">
          {table} · {reasonNames[row.why]}
        </span>
      </p>
      {row.reason !== null && <p>{row.reason}.</p>}
      {isMasked && <p className="text-ink-soft">Your role sees how long values are, not what they say.</p>}
    </div>
  );
}

function Rows({ place, of }: { readonly place: Place; readonly of: RecordView }) {
  const [isAll, setAll] = useState(false);
  const fields = of.rows.flatMap((row) => row.fields);
  const different = fields.filter(({ comparison }) => comparison === "different").length;
  if (of.rows.length === 0) return <p className="text-ink-soft">There is no row to compare for this record.</p>;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          {different === 0
            ? `All ${fields.length} mapped columns are as they should be.`
            : `${different} of ${fields.length} mapped columns ${different === 1 ? "differs" : "differ"} now.`}
        </p>
        <CheckField
          label="Show equal columns"
          checked={isAll}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      </div>
      {of.rows.map((row) => (
        <section key={row.part} className="grid gap-2" aria-label={`Row ${row.part + 1}`}>
          {of.rows.length > 1 && <h3 className="font-semibold">Part {row.part + 1}</h3>}
          {!row.isThere && (
            <Notice tone="bad" title="The row is not in Dynamics">
              It was deleted there, or taken back, since it was written. Load the sample again.
            </Notice>
          )}
          {row.isByPerson && <Notice tone="warn" title="Somebody changed this row in Dynamics after it was written" />}
          <FieldDiff place={place} mapping={of.mapping} fields={row.fields} isAll={isAll} />
          {row.isThere && (
            <a
              href={row.address}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex items-center gap-1 justify-self-start text-accent hover:underline"
            >
              Open in Dynamics <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
        </section>
      ))}
    </div>
  );
}
