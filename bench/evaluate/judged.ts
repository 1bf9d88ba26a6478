import type { FieldProposal } from "@flit/core/matcher";
import type { GoldClinic, GoldRow, GoldSource } from "./gold-clinic.ts";

/** One source, what was answered, and what is right. */
export interface Judged {
  readonly kind: GoldSource["kind"];
  readonly label: string;
  readonly decision: GoldRow["decision"];
  /** Place of the first right column among those ranked, from 1; null when it is not there. */
  readonly rank: number | null;
  /** What was answered: a column, no column, a conflict to be settled, or nothing for lack of certainty. */
  readonly answer: "column" | "none" | "conflict" | "blank";
  readonly isRight: boolean;
  readonly probability: number;
  readonly band: FieldProposal["band"];
  /** Whether yes and no were turned round as they have to be; null where it does not matter. */
  readonly isPolarityRight: boolean | null;
}

/** Judges the answers for a labelled clinic, in the order of its sources. */
export function judge(clinic: GoldClinic, proposals: readonly FieldProposal[]): readonly Judged[] {
  const rows = new Map(clinic.gold.map((row) => [row.source, row]));
  const answers = new Map(proposals.map((proposal) => [proposal.field, proposal]));
  return clinic.sources.flatMap(({ id, kind, label }) => {
    const [row, proposal] = [rows.get(id), answers.get(id)];
    return row === undefined || proposal === undefined ? [] : judgeRow(row, proposal, kind, label);
  });
}

function judgeRow(row: GoldRow, proposal: FieldProposal, kind: GoldSource["kind"], label: string): Judged {
  const good = [row.target, ...(row.acceptable ?? []), ...(row.alsoTargets ?? [])].filter((name) => name !== null);
  const ranked = [
    ...(proposal.column === null ? [] : [proposal.column]),
    ...proposal.runnersUp.map(({ column }) => column),
  ];
  const at = ranked.findIndex((name) => good.includes(name));
  const hasTarget = row.decision === "map" || row.decision === "conflict";
  const answer = answerOf(proposal);
  const leaning = answer === "blank" && (proposal.noneProbability ?? 0) < proposal.probability ? "column" : answer;
  const isHit = at === 0;
  return {
    kind,
    label,
    decision: row.decision,
    rank: at < 0 ? null : at + 1,
    answer,
    isRight: isRightAnswer(leaning === "blank" ? "none" : leaning, row.decision, isHit, hasTarget),
    probability: proposal.probability,
    band: proposal.band,
    isPolarityRight:
      isHit && hasTarget && answer === "column" && row.transform !== null
        ? (row.transform === "not") === (proposal.isInverted ?? false)
        : null,
  };
}

function isRightAnswer(
  answer: "column" | "none" | "conflict",
  decision: GoldRow["decision"],
  isHit: boolean,
  hasTarget: boolean,
): boolean {
  if (answer === "conflict") return decision === "conflict" && isHit;
  if (answer === "none") return !hasTarget;
  return isHit && decision !== "conflict";
}

function answerOf({ column, band, conflictsWith = [] }: FieldProposal): Judged["answer"] {
  if (conflictsWith.length > 0) return "conflict";
  if (column !== null) return "column";
  return band === "unsure" ? "blank" : "none";
}
