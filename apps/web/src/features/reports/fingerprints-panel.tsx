"use client";
import Link from "next/link";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import type { Place } from "../clinics/place.ts";
import type { ReportState } from "./report-state.ts";

/** Fingerprints that a later copy can be compared with, and what stands in Dynamics because of them. */
export function FingerprintsPanel({ place, state }: { readonly place: Place; readonly state: ReportState }) {
  const { digests, actionLog, writes } = state.report;
  const code = (hash: string | null) =>
    hash === null ? "None yet" : <code className="font-mono text-xs wrap-anywhere">{hash}</code>;
  const count = (value: number) => value.toLocaleString("en-AU");
  return (
    <Panel title="Fingerprints" hint="The same content gives the same letters: compare a later copy with these.">
      <div className="grid gap-4">
        <Facts
          of={[
            ["Map", code(digests.map)],
            ["Schema plan", code(digests.plan)],
            ["Plan as signed", code(digests.approvedPlan)],
            ["Audit", code(digests.audit)],
            ["Log of actions", actionLog ? code(actionLog.hash) : "None yet"],
            [
              "Written",
              `${count(writes.creates)} rows made, ${count(writes.updates)} changes, ${count(writes.files)} files`,
            ],
            ["Audit trail", `${count(state.audit.events)} entries in ${count(state.audit.chains)} chains`],
          ]}
        />
        <p className="text-ink-soft">
          <Link href={`/clinics/${place.clinic}/log?part=runs`} className="text-accent hover:underline">
            Recompute the chains in the log
          </Link>
        </p>
      </div>
    </Panel>
  );
}
