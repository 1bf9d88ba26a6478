import { isSameJson } from "../canonical-json.ts";
import type { LineProposal, MapLine, MapLineValue } from "../map-line.ts";
import type { ProposedLine } from "./proposed-line.ts";

const undecided = { decidedBy: null, decidedAt: null } as const;

/**
 * A new proposal over what people decided: decisions stay where the proposal says the same, go back to review where it
 * says something else, and lines people added stay. Without old lines: the first draft.
 */
export function reconcile(old: readonly MapLine[], proposed: readonly ProposedLine[]): readonly MapLine[] {
  const known = new Map(old.map((line) => [line.id, line]));
  const mappings = new Set(proposed.map(({ mapping }) => mapping));
  const added = old.filter(({ proposal, mapping }) => proposal === null && mappings.has(mapping));
  return [...proposed.map((line) => merged(known.get(line.id), line)), ...added];
}

function merged(old: MapLine | undefined, { id, mapping, position, proposal }: ProposedLine): MapLine {
  const fresh: MapLine = {
    id,
    mapping,
    position,
    value: valueOfProposal(proposal),
    proposal,
    decision: proposal.isLocked ? "confirmed" : "open",
    ...undecided,
    revision: (old?.revision ?? 0) + 1,
  };
  if (!old?.proposal) return fresh;
  const before = valueOfProposal(old.proposal);
  const isEdited = !isSameJson(old.value, before);
  if (proposal.isLocked) return isSameJson(line(old), line(fresh)) ? { ...old, proposal, position } : fresh;
  if (isSameJson(before, fresh.value)) return { ...old, proposal, position };
  if (old.decision === "open" && !isEdited) return fresh;
  const reason = `Proposed anew since it was decided, look again. ${proposal.reason}`;
  const band = proposal.band === "high" ? "review" : proposal.band;
  return { ...fresh, value: isEdited ? old.value : fresh.value, proposal: { ...proposal, band, reason } };
}

/** What a proposal would do, without how sure it is. */
export function valueOfProposal({ column, phase, value, loses, create }: LineProposal): MapLineValue {
  return { column, phase, value, loses, create };
}

function line({ value, decision }: MapLine) {
  return { value, decision };
}
