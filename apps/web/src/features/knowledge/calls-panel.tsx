"use client";
import { modelProviderNames } from "@flit/core/model-settings";
import { useState } from "react";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import { listCalls, type SentCall } from "./endpoints.ts";
import { SentText } from "./sent-text.tsx";
import { kindNames, stateNames } from "./words.ts";

/** Every text that was sent to a model, exactly as it was. */
export function CallsPanel({ clinic, sent }: { readonly clinic: string; readonly sent: number }) {
  const [before, setBefore] = useState<string | null>(null);
  const calls = useEndpoint(listCalls, { clinic, ...(before !== null && { before }) });
  return (
    <Panel
      title="What was sent"
      hint={
        sent === 0
          ? "Nothing about this clinic was ever sent to a language model."
          : "Each text exactly as it was sent. No patient's value is among it: a text has no place for one."
      }
    >
      <Query of={calls}>
        {(page) =>
          page.calls.length === 0 ? (
            <EmptyState title="Nothing was ever sent">
              Proposals are made on this installation. A language model is asked only after you set one up and agreed.
            </EmptyState>
          ) : (
            <div className="grid gap-3">
              <ul className="divide-y divide-line rounded-md border border-line">
                {page.calls.map((call) => (
                  <Call key={call.id} call={call} />
                ))}
              </ul>
              <nav aria-label="Pages of what was sent" className="flex justify-end gap-2">
                {before !== null && <Button onClick={() => setBefore(null)}>Newest</Button>}
                {page.older !== null && <Button onClick={() => setBefore(page.older)}>Older</Button>}
              </nav>
            </div>
          )
        }
      </Query>
    </Panel>
  );
}

function Call({ call }: { readonly call: SentCall }) {
  const { usable = 0, missing = 0 } = call.results;
  const notOffered = call.results["not-offered"] ?? 0;
  return (
    <li className="p-3">
      <details>
        <summary className="cursor-pointer">
          <span className="font-medium">{kindNames[call.kind]}</span> <Time at={call.at} />{" "}
          <Status tone={call.state === "answered" ? "good" : call.state === "open" ? "neutral" : "warn"}>
            {stateNames[call.state]}
          </Status>
        </summary>
        <div className="mt-3 grid gap-3">
          <Facts
            of={[
              ["Sent by", call.by],
              ["To", `${modelProviderNames[call.provider]}, ${call.model}`],
              ["For", call.migration ?? (call.kind === "test" ? "a trial" : "a migration that is gone")],
              ["Tokens", call.tokens.toLocaleString("en-AU")],
              ["Answers", `${usable} usable, ${notOffered} not among what was offered, ${missing} missing`],
              [
                "Digest",
                <code key="digest" className="font-mono text-xs wrap-anywhere">
                  {call.digest}
                </code>,
              ],
            ]}
          />
          <SentText label="Text that was sent" text={call.sent} />
        </div>
      </details>
    </li>
  );
}
