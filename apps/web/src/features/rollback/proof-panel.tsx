"use client";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Notice, Status } from "../../ui/status.tsx";
import { Time } from "../../ui/time.tsx";
import type { Place } from "../clinics/place.ts";
import type { ProofView, UndoneView } from "./endpoints.ts";
import { KeptRows } from "./kept-rows.tsx";
import { counted, duration, scopeWords } from "./words.ts";

/** A rollback that ended: what it took back, and what reading back proved. */
export function ProofPanel({ place, undone }: { readonly place: Place; readonly undone: UndoneView }) {
  const { run, scope, asked, seconds, proof } = undone;
  return (
    <Panel
      title={run.state === "cancelled" ? "Stopped before its end" : "Rolled back"}
      hint={
        <>
          {scopeWords(scope)} · <Time at={run.finishedAt ?? run.startedAt} />
          {seconds !== null && ` · took ${duration(seconds)}`}
        </>
      }
      actions={
        proof && (
          <Status tone={proof.provedEqual ? "good" : "warn"}>{proof.provedEqual ? "Proved" : "With rows kept"}</Status>
        )
      }
    >
      <div className="grid grid-cols-1 gap-5">
        {proof === null ? (
          <Notice tone="warn" title="Not all of it was taken back">
            It was stopped. What was taken back stays so; look again to go on with the rest.
          </Notice>
        ) : (
          <Verdict proof={proof} isWhole={scope === null} />
        )}
        {proof && <Numbers proof={proof} />}
        {asked && (
          <p>
            <span className="font-semibold">{asked.by}</span>, {asked.role}, <Time at={asked.at} />: “{asked.reason}”
          </p>
        )}
        {proof && proof.kept > 0 && (
          <section className="grid grid-cols-1 gap-3" aria-label="What stayed">
            <h3 className="font-semibold">{counted(proof.kept, "row stayed", "rows stayed")}</h3>
            <KeptRows place={place} run={run.id} groups={proof.keptGroups} />
          </section>
        )}
      </div>
    </Panel>
  );
}

function Verdict({ proof, isWhole }: { readonly proof: ProofView; readonly isWhole: boolean }) {
  if (proof.provedEqual)
    return (
      <Notice tone="good" title={isWhole ? "Dynamics is as it was before" : "These records are as they were before"}>
        Every id that was ever sent was looked for again, and none is there
        {isWhole && "; the tables are what they were before the first change"}.
      </Notice>
    );
  if (proof.stillThere > 0)
    return (
      <Notice tone="bad" title={`${counted(proof.stillThere, "row is", "rows are")} there that should not be`}>
        They arrived late or somebody took them up. Look again and roll back the rest.
      </Notice>
    );
  return (
    <Notice tone="warn" title="As before, but for what people work with">
      The rows listed below stay because somebody changed them or hung something on them
      {proof.schemaKept.length > 0 && `, and ${counted(proof.schemaKept.length, "part")} of the schema with them`}.
      Everything else is gone, and reading back proved it.
    </Notice>
  );
}

function Numbers({ proof }: { readonly proof: ProofView }) {
  const { deleted, filesRemoved, restored, schemaRemoved, schemaBefore, schemaAfter } = proof;
  const code = (text: string) => <code className="font-mono text-xs wrap-anywhere">{text}</code>;
  return (
    <Facts
      of={[
        ["Deleted", counted(deleted, "row")],
        ["Files removed", counted(filesRemoved, "file")],
        ["Changes taken back", counted(restored, "change")],
        ...(schemaBefore === null
          ? ([["Schema", "Left as it is: other rows need it"]] as const)
          : ([
              ["Schema", `${counted(schemaRemoved, "part")} removed`],
              ["Digest before", code(schemaBefore)],
              ["Digest now", code(schemaAfter ?? "")],
            ] as const)),
      ]}
    />
  );
}
