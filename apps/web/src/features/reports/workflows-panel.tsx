"use client";
import { Download } from "lucide-react";
import { addressOf } from "../../api/address.ts";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status } from "../../ui/status.tsx";
import type { Place } from "../clinics/place.ts";
import { exportWorkflows, readWorkflows, type WorkflowCard } from "./endpoints.ts";

/** Automations that Cliniko shows, each with what it is and a skeleton to rebuild it with. */
export function WorkflowsPanel({ place }: { readonly place: Place }) {
  const read = useEndpoint(readWorkflows, place);
  return (
    <Panel
      title="Automations to rebuild"
      hint="They do not move: each is described here, with a Power Automate skeleton that is switched off."
      actions={
        <ButtonLink
          href={addressOf(exportWorkflows.path, place)}
          prefetch={false}
          icon={<Download aria-hidden className="size-4" />}
        >
          All as JSON
        </ButtonLink>
      }
    >
      <Query of={read} lines={4}>
        {({ workflows }) =>
          workflows.length === 0 ? (
            <p className="text-ink-soft">Cliniko shows no automation of this account.</p>
          ) : (
            <ul className="grid grid-cols-1 items-start gap-2 xl:grid-cols-2">
              {workflows.map((one) => (
                <Card key={one.key} place={place} card={one} />
              ))}
            </ul>
          )
        }
      </Query>
    </Panel>
  );
}

/** One automation: its name and kind at a glance, the rest when it is opened. */
function Card({ place, card }: { readonly place: Place; readonly card: WorkflowCard }) {
  const { key, title, kind, timing, audience, timesSeen, notExposed, card: words } = card;
  return (
    <li className="min-w-0 rounded-lg border border-line">
      <details>
        <summary className="flex min-h-9 cursor-pointer flex-wrap items-center justify-between gap-2 px-3 py-2">
          <span className="min-w-0 font-medium wrap-anywhere">{title}</span>
          <Status tone="neutral">{kind.replaceAll("-", " ")}</Status>
        </summary>
        <div className="grid gap-2 border-t border-line p-3">
          <p>{words}</p>
          <p className="text-ink-soft">
            {audience}. {timing ?? "When, Cliniko does not say"}.
            {timesSeen !== null && ` Sent ${timesSeen.toLocaleString("en-AU")} times so far.`}
          </p>
          {notExposed.length > 0 && <p className="text-ink-soft">Not shown by Cliniko: {notExposed.join(", ")}.</p>}
          <div>
            <ButtonLink
              href={addressOf(exportWorkflows.path, { ...place, key })}
              prefetch={false}
              icon={<Download aria-hidden className="size-4" />}
            >
              Power Automate skeleton
            </ButtonLink>
          </div>
        </div>
      </details>
    </li>
  );
}
