"use client";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead, Panel } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { Status, type Tone } from "../../ui/status.tsx";
import { readMigration } from "./endpoints.ts";

const tones: Readonly<Record<string, { readonly tone: Tone; readonly word: string }>> = {
  done: { tone: "good", word: "Done" },
  now: { tone: "info", word: "Your turn" },
  later: { tone: "neutral", word: "Open" },
  blocked: { tone: "neutral", word: "Later" },
};

/** Where a migration stands: every step in a sentence, and the next one to take. */
export function Overview({ place }: { readonly place: { readonly clinic: string; readonly migration: string } }) {
  const overview = useEndpoint(readMigration, place);
  const base = `/clinics/${place.clinic}/migrations/${place.migration}`;
  return (
    <Query of={overview}>
      {({ name, next, steps }) => (
        <>
          <PageHead
            title={name}
            hint="Nothing is written to Dynamics before the map is confirmed and the plan approved. Everything can be taken back."
            actions={
              <ButtonLink
                look="primary"
                href={`${base}/${next.page}`}
                icon={<ArrowRight aria-hidden className="size-4" />}
              >
                {next.words}
              </ButtonLink>
            }
          />
          <Panel title="Steps" hint={`Next: ${next.words}. Whose turn: ${next.whose}.`}>
            <ol className="grid gap-1">
              {steps.map((step, index) => (
                <li key={step.page} className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md px-2 py-2">
                  <span className="w-6 text-right text-ink-soft">{index + 1}</span>
                  <div className="min-w-0 flex-1 basis-56">
                    <Link href={`${base}/${step.page}`} className="font-medium hover:underline">
                      {step.title}
                    </Link>
                    <p className="text-ink-soft">{step.words}</p>
                  </div>
                  <Status tone={tones[step.state]?.tone ?? "neutral"}>{tones[step.state]?.word}</Status>
                </li>
              ))}
            </ol>
          </Panel>
        </>
      )}
    </Query>
  );
}
