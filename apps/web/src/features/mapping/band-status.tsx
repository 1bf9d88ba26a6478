import { Status, type Tone } from "../../ui/status.tsx";
import type { LineView } from "./line-view.ts";
import { bandNames, decisionNames } from "./words.ts";

/** Colours of the bands. */
export const bandTones: Readonly<Record<NonNullable<LineView["band"]>, Tone>> = {
  high: "good",
  review: "info",
  unsure: "warn",
};
const decisionTones: Readonly<Record<LineView["decision"], Tone>> = {
  open: "neutral",
  confirmed: "good",
  ignored: "info",
};

/** How sure the proposal is, in a word. */
export function BandStatus({ line }: { readonly line: LineView }) {
  if (line.band === null) return <Status tone="neutral">By hand</Status>;
  return <Status tone={bandTones[line.band]}>{bandNames[line.band]}</Status>;
}

/** What was decided, in a word. */
export function DecisionStatus({ line }: { readonly line: LineView }) {
  if (line.isLocked) return <Status tone="good">Fixed</Status>;
  return <Status tone={decisionTones[line.decision]}>{decisionNames[line.decision]}</Status>;
}

/** Problems that stand in the way, then those to know of. */
export function ProblemStatus({ line }: { readonly line: LineView }) {
  const blocking = line.problems.filter(({ severity }) => severity === "blocking").length;
  if (line.problems.length === 0) return null;
  return blocking > 0 ? (
    <Status tone="bad">Blocks</Status>
  ) : (
    <Status tone="warn">{line.problems.length === 1 ? "1 warning" : `${line.problems.length} warnings`}</Status>
  );
}
