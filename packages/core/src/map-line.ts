import type { Expression } from "./mapping.ts";
import type { ColumnSpec } from "./plan.ts";

/** What one line of the map does, as stored and hashed. */
export interface MapLineValue {
  /** Logical name of the column it fills; null: the field is not carried. */
  readonly column: string | null;
  /** `finish` lines are written after everything is loaded: states and circular references. */
  readonly phase: "fields" | "finish";
  readonly value: Expression;
  /** What is lost on the way, in words; null when nothing is. */
  readonly loses: string | null;
  /** The column to create when the environment does not have it; null for columns that exist or that the pair declares. */
  readonly create: ColumnSpec | null;
}

/** How sure a proposal is. Never a raw score: bands carry the precision measured for them. */
export const confidenceBands = ["high", "review", "unsure"] as const;
export type ConfidenceBand = (typeof confidenceBands)[number];

const highFrom = 0.8;
const reviewFrom = 0.5;

/** The band of a calibrated probability, 0 to 1. */
export function bandOf(probability: number): ConfidenceBand {
  return probability >= highFrom ? "high" : probability >= reviewFrom ? "review" : "unsure";
}

/** Where a proposal comes from: the pair's own map, what the clinic confirmed before, the matcher, or the clinic's language model. */
export const proposalOrigins = ["curated", "memory", "matcher", "model"] as const;
export type ProposalOrigin = (typeof proposalOrigins)[number];

/** What was proposed for a line, with the reason people read. */
export interface LineProposal extends MapLineValue {
  /** Left out by maps proposed before it was noted. */
  readonly origin?: ProposalOrigin;
  readonly band: ConfidenceBand;
  /** Probability that it is right, 0 to 1, calibrated. */
  readonly probability: number;
  readonly reason: string;
  /** Other columns that came close, best first. */
  readonly runnersUp: readonly { readonly column: string; readonly reason: string }[];
  /** Lines the product itself needs (ids, provenance): shown, not editable. */
  readonly isLocked: boolean;
}

export const lineDecisions = ["open", "confirmed", "ignored"] as const;
export type LineDecision = (typeof lineDecisions)[number];

/** A line under review. */
export interface MapLine {
  readonly id: string;
  /** Key of the object map it belongs to. */
  readonly mapping: string;
  readonly position: number;
  readonly value: MapLineValue;
  /** Null for lines people added. */
  readonly proposal: LineProposal | null;
  readonly decision: LineDecision;
  readonly decidedBy: { readonly id: string; readonly name: string } | null;
  /** ISO instant. */
  readonly decidedAt: string | null;
  /** Rises with every change: an edit of an older revision is refused. */
  readonly revision: number;
}

/** One change of one line; changes of one act are undone together. */
export interface MapLineChange {
  readonly act: string;
  readonly lineId: string;
  readonly before: Pick<MapLine, "value" | "decision"> | null;
  readonly after: Pick<MapLine, "value" | "decision"> | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
  readonly isUndone: boolean;
}

/** A frozen map as listed. */
export interface MapVersion {
  readonly number: number;
  readonly digest: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
}
