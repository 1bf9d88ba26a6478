"use client";
import { isAllowed, type Role, whoCan } from "@flit/core/permissions";
import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/status.tsx";
import { BandStatus, DecisionStatus } from "./band-status.tsx";
import type { LineView } from "./line-view.ts";
import type { MapActs } from "./use-map.ts";
import { fillOf } from "./words.ts";

/** What a line is and what can be decided of it at once: state, problems, the audit's figures, the reason. */
export function LineHead({
  line,
  samples,
  role,
  acts,
  onMove,
}: {
  readonly line: LineView;
  readonly samples: readonly string[];
  readonly role: Role;
  readonly acts: MapActs;
  onMove(by: number): void;
}) {
  const mayDecide = isAllowed(role, "map.decide");
  const { counts } = line;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <BandStatus line={line} />
        <DecisionStatus line={line} />
        {line.decidedBy && <span className="text-ink-soft">by {line.decidedBy}</span>}
      </div>
      {line.isLocked ? (
        <p className="text-ink-soft">{line.reason} It cannot be changed, and counts as decided.</p>
      ) : mayDecide ? (
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            disabled={line.decision === "confirmed"}
            aria-keyshortcuts="c"
            onClick={() => acts.decide([line], "confirm")}
          >
            Confirm
          </Button>
          <Button
            disabled={line.decision === "ignored"}
            aria-keyshortcuts="x"
            onClick={() => acts.decide([line], "ignore")}
          >
            Leave in Cliniko
          </Button>
          {line.decision !== "open" && <Button onClick={() => acts.decide([line], "reopen")}>Open again</Button>}
        </div>
      ) : (
        <p className="text-ink-soft">{whoCan("map.decide")} can decide lines.</p>
      )}
      <div className="flex gap-2 xl:hidden">
        <Button onClick={() => onMove(-1)}>Previous</Button>
        <Button onClick={() => onMove(1)}>Next</Button>
      </div>
      {line.problems.map((problem) => (
        <Notice
          key={`${problem.code}${problem.what}`}
          tone={problem.severity === "blocking" ? "bad" : "warn"}
          title={problem.what}
        >
          {problem.which} {problem.whatToDo}
        </Notice>
      ))}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {line.source.path !== "" && (
          <Fact term="Field">{`${line.source.path} (${line.source.object.replaceAll("_", " ")})`}</Fact>
        )}
        {line.source.section && <Fact term="Section">{line.source.section}</Fact>}
        {counts && (
          <Fact term="Filled">
            {fillOf(line)} of {counts.records.toLocaleString("en-AU")} records,{" "}
            {counts.distinct.toLocaleString("en-AU")} different, longest {counts.longest.toLocaleString("en-AU")}
          </Fact>
        )}
        {samples.length > 0 && <Fact term="Samples">{samples.join(" · ")}</Fact>}
        {!line.isLocked && <Fact term="Why">{line.reason}</Fact>}
        {line.loses && line.problems.every(({ code }) => code !== "lossy") && <Fact term="Loses">{line.loses}</Fact>}
      </dl>
    </div>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
