"use client";
import { useEndpoint } from "../../api/use-endpoint.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHead } from "../../ui/panel.tsx";
import { Query } from "../../ui/query.tsx";
import { CallsPanel } from "./calls-panel.tsx";
import { readKnowledge } from "./endpoints.ts";
import { MemoryPanel } from "./memory-panel.tsx";
import { ModelPanel } from "./model-panel.tsx";
import { OutcomesPanel } from "./outcomes-panel.tsx";
import { QuestionsPanel } from "./questions-panel.tsx";

/** How proposals came about, what was sent to a model, how often it was right, and what is remembered. */
export function KnowledgePage({ clinic, migration }: { readonly clinic: string; readonly migration: string | null }) {
  const read = useEndpoint(readKnowledge, { clinic });
  return (
    <>
      <PageHead
        title="What the AI knew"
        hint="How proposals came about, what was sent to a language model, and how often they were right for you. It decides nothing: you confirm every line."
        actions={
          migration !== null && (
            <ButtonLink href={`/clinics/${clinic}/migrations/${migration}/mapping`}>Go to the mapping</ButtonLink>
          )
        }
      />
      <Query of={read} lines={10}>
        {(knowledge) => (
          <div className="grid grid-cols-1 gap-6">
            {migration !== null && <QuestionsPanel place={{ clinic, migration }} knowledge={knowledge} />}
            <OutcomesPanel knowledge={knowledge} />
            <CallsPanel clinic={clinic} sent={knowledge.sent} />
            <MemoryPanel clinic={clinic} knowledge={knowledge} />
            <ModelPanel clinic={clinic} migration={migration} knowledge={knowledge} />
          </div>
        )}
      </Query>
    </>
  );
}
