"use client";
import { Download, RotateCw } from "lucide-react";
import { useState } from "react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toast.tsx";
import { type Place, useRole } from "../clinics/place.ts";
import { matchAgain, type OwnersReply, readOwners } from "./endpoints.ts";
import { FallbackCard } from "./fallback-card.tsx";
import { FlaggedUsers } from "./flagged-users.tsx";
import { OwnerNotices } from "./owner-notices.tsx";
import { people } from "./owner-words.ts";
import { OwnersPanel } from "./owners-panel.tsx";
import { saveReport } from "./save-report.ts";
import { afterDecision } from "./use-choose.ts";
import { useOwnerFilter } from "./use-owner-filter.ts";

/** Who owns what in Dynamics: practitioners and their users, and one user for all the rest. */
export function OwnersPage({ place }: { readonly place: Place }) {
  const { params, ...filter } = useOwnerFilter(place);
  const owners = useEndpoint(readOwners, params);
  return (
    <>
      <PageHead
        title="Owners"
        hint="Every record in Dynamics belongs to a user. Practitioners are matched to users by e-mail; what is not certain you decide."
        actions={owners.data?.match && <Actions place={place} />}
      />
      <Query of={owners} lines={8}>
        {(data) =>
          data.match === null ? (
            <NotMatched place={place} data={data} />
          ) : (
            <div className="grid gap-6">
              <p className="text-ink-soft">
                Last matched <Time at={data.match.at} />: {people(data.practitioners)},{" "}
                {data.match.eligible.toLocaleString("en-AU")} users who can own records.
              </p>
              <OwnerNotices data={data} />
              <FallbackCard place={place} data={data} />
              {data.match.flagged > 0 && <FlaggedUsers place={place} count={data.match.flagged} />}
              <OwnersPanel place={place} data={data} filter={filter} isStale={owners.isPlaceholderData} />
            </div>
          )
        }
      </Query>
    </>
  );
}

function Actions({ place }: { readonly place: Place }) {
  const [isSaving, setSaving] = useState(false);
  const toast = useToast();
  const save = (format: "csv" | "json") => {
    setSaving(true);
    saveReport(place, format)
      .catch((error: unknown) => toast.failed("The report could not be made", error))
      .finally(() => setSaving(false));
  };
  const icon = <Download aria-hidden className="size-4" />;
  return (
    <>
      <Button icon={icon} isBusy={isSaving} onClick={() => save("csv")}>
        Report as CSV
      </Button>
      <Button icon={icon} isBusy={isSaving} onClick={() => save("json")}>
        Report as JSON
      </Button>
      <Match place={place} words="Match again" look="plain" />
    </>
  );
}

function Match({
  place,
  words,
  look,
}: {
  readonly place: Place;
  readonly words: string;
  readonly look: "plain" | "primary";
}) {
  const { may, whoCan } = useRole(place);
  const match = useAct(matchAgain, { refresh: afterDecision });
  const toast = useToast();
  if (!may("owners.name")) return look === "primary" ? <p>{whoCan("owners.name")} can do it.</p> : null;
  return (
    <Button
      look={look}
      icon={<RotateCw aria-hidden className="size-4" />}
      isBusy={match.isPending}
      onClick={() =>
        match.mutate(
          { params: place },
          {
            onSuccess: ({ practitioners, open }) =>
              toast.done(`Matched ${people(practitioners)}${open === 0 ? "" : `; ${open} to decide`}`),
            onError: (error) => toast.failed("Owners could not be matched", error),
          },
        )
      }
    >
      {words}
    </Button>
  );
}

/** Why there is nothing to decide yet, and the one thing to do. */
function NotMatched({ place, data }: { readonly place: Place; readonly data: OwnersReply }) {
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  const [first] = data.missing;
  if (first)
    return (
      <EmptyState
        title="Connect both sides first"
        action={
          <ButtonLink look="primary" href={`${base}/${first === "Cliniko" ? "cliniko" : "dynamics"}`}>
            Connect {first}
          </ButtonLink>
        }
      >
        Practitioners come from Cliniko, users from Dynamics. Not connected yet: {data.missing.join(" and ")}.
      </EmptyState>
    );
  if (!data.isRead)
    return (
      <EmptyState
        title="No practitioner was read yet"
        action={
          <ButtonLink look="primary" href={`${base}/audit`}>
            Go to the audit
          </ButtonLink>
        }
      >
        The audit reads all practitioners, former ones included. After it they can be matched.
      </EmptyState>
    );
  return (
    <EmptyState
      title={data.practitioners === 0 ? "This account has no practitioners" : `${people(data.practitioners)} to match`}
      action={<Match place={place} words="Match to Dynamics users" look="primary" />}
    >
      {data.practitioners === 0
        ? "Match all the same: it reads the users of Dynamics, from whom you name the fallback owner."
        : "FlitStack reads the users of Dynamics and finds those with the same e-mail address. Nothing is written there."}
    </EmptyState>
  );
}
