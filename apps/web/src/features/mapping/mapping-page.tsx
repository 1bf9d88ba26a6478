"use client";
import { isAllowed, whoCan } from "@flit/core/permissions";
import { ListChecks, Sparkles } from "lucide-react";
import { useAct, useEndpoint } from "../../api/use-endpoint.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { useToast } from "../../ui/toast.tsx";
import { readMigration } from "../clinics/endpoints.ts";
import { proposeMap, readMap } from "./endpoints.ts";
import { MapReview } from "./map-review.tsx";
import { type Place, useMap } from "./use-map.ts";

const title = "Mapping review";
const hint =
  "Which Cliniko field fills which Dynamics column. Nothing is moved before every line is decided and the map is frozen.";

/** The map: asks for the audit, then for a proposal, then for every line's decision. */
export function MappingPage({ place }: { readonly place: Place }) {
  const frame = useEndpoint(readMigration, place);
  const { map, lines, acts } = useMap(place);
  const role = frame.data?.role;
  if (map.data?.state === "review" && role)
    return <MapReview place={place} role={role} data={map.data} lines={lines} acts={acts} />;
  return (
    <>
      <PageHead title={title} hint={hint} />
      <Query of={map} lines={8}>
        {({ state }) =>
          state === "not-audited" ? (
            <EmptyState
              title="The audit comes first"
              action={
                <ButtonLink
                  look="primary"
                  icon={<ListChecks aria-hidden className="size-4" />}
                  href={`/clinics/${place.clinic}/migrations/${place.migration}/audit`}
                >
                  Go to the audit
                </ButtonLink>
              }
            >
              The map is proposed from what the audit finds: fields in use, how full they are, and the columns there
              are.
            </EmptyState>
          ) : state === "not-proposed" ? (
            <Propose place={place} mayPropose={role !== undefined && isAllowed(role, "map.decide")} />
          ) : null
        }
      </Query>
    </>
  );
}

function Propose({ place, mayPropose }: { readonly place: Place; readonly mayPropose: boolean }) {
  const toast = useToast();
  const propose = useAct(proposeMap, { refresh: [readMap, readMigration] });
  return (
    <EmptyState
      title="No map yet"
      action={
        mayPropose ? (
          <Button
            look="primary"
            icon={<Sparkles aria-hidden className="size-4" />}
            isBusy={propose.isPending}
            onClick={() =>
              propose.mutate(
                { params: place },
                { onError: (error) => toast.failed("The map was not proposed.", error) },
              )
            }
          >
            Propose the map
          </Button>
        ) : (
          <p className="text-ink-soft">{whoCan("map.decide")} can have it proposed.</p>
        )
      }
    >
      FlitStack proposes a column for every field, says how sure it is and why. You confirm, change or leave out each;
      it decides nothing.
    </EmptyState>
  );
}
