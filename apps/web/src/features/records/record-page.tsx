"use client";
import { useQuery } from "@tanstack/react-query";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import { call } from "../../api/call.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status } from "../../ui/status.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { Place } from "../clinics/place.ts";
import { baseOf } from "../issues/issue-address.ts";
import { openRecord, type RecordRows, type RecordStory, readRecordRows, revealRecord } from "./endpoints.ts";
import { Entries } from "./entries.tsx";
import { Events } from "./events.tsx";
import { Outcomes } from "./outcomes.tsx";
import { Relations } from "./relations.tsx";
import { RowsNow } from "./rows-now.tsx";
import { SourceFields } from "./source-fields.tsx";

/** One record's whole story. */
export function RecordPage({
  place,
  object,
  record,
}: {
  readonly place: Place;
  readonly object: string;
  readonly record: string;
}) {
  const [view] = useState(() => crypto.randomUUID());
  const [revealed, setRevealed] = useState<{ readonly story: RecordStory; readonly rows: RecordRows | null } | null>(
    null,
  );
  const params = { ...place, object, record };
  // Not under the endpoints' paths: values are read when somebody asks, not whenever anything of the migration changes.
  const story = useQuery<RecordStory, ApiError>({
    queryKey: ["story of a record", params],
    queryFn: () => call(openRecord, { params, body: { view } }),
    gcTime: 0,
  });
  const rows = useQuery<RecordRows, ApiError>({
    queryKey: ["rows of a record", params],
    queryFn: () => call(readRecordRows, { params, body: { view } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const reveal = useAct(revealRecord);
  const toast = useToast();
  return (
    <Query of={story} lines={10}>
      {(asRead) => {
        const told = revealed?.story ?? asRead;
        const { kind, name, id, isRemoved, vanishedAt } = told.record;
        return (
          <>
            <PageHead
              title={`${kind} ${id}`}
              hint={
                <span className="flex flex-wrap items-center gap-2">
                  {name ?? "No name"}
                  {vanishedAt !== null ? (
                    <Status tone="warn">Deleted in Cliniko</Status>
                  ) : (
                    isRemoved && <Status tone="neutral">Archived in Cliniko</Status>
                  )}
                  {told.areMasked && <Status tone="info">Values are masked</Status>}
                </span>
              }
              actions={
                <>
                  {asRead.canReveal &&
                    (revealed ? (
                      <Button icon={<EyeOff aria-hidden className="size-4" />} onClick={() => setRevealed(null)}>
                        Mask again
                      </Button>
                    ) : (
                      <Button
                        icon={<Eye aria-hidden className="size-4" />}
                        isBusy={reveal.isPending}
                        onClick={() =>
                          reveal.mutate(
                            { params, body: {} },
                            {
                              onSuccess: setRevealed,
                              onError: (error) => toast.failed("The values could not be revealed", error),
                            },
                          )
                        }
                      >
                        Reveal (is logged)
                      </Button>
                    ))}
                  <ButtonLink href={`${baseOf(place)}/records`}>Find another</ButtonLink>
                </>
              }
            />
            <div className="grid grid-cols-1 gap-6">
              <Outcomes outcomes={told.outcomes} />
              <RowsNow rows={rows} revealed={revealed?.rows ?? null} />
              <SourceFields story={told} />
              <Entries entries={told.entries} />
              <Events events={told.events} />
              <Relations place={place} relations={told.relations} />
            </div>
          </>
        );
      }}
    </Query>
  );
}
