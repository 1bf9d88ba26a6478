import { isSameJson } from "../canonical-json.ts";
import type { ConfidenceBand, MapLine, ProposalOrigin } from "../map-line.ts";
import { valueOfProposal } from "./reconcile.ts";

/** What people made of proposals of one origin and band. */
export interface ProposalOutcomes {
  readonly origin: ProposalOrigin;
  readonly band: ConfidenceBand;
  /** Confirmed as proposed, or left out as proposed. */
  readonly accepted: number;
  /** Carried, but otherwise than proposed. */
  readonly changed: number;
  /** Proposed to be carried and left out, or the other way round. */
  readonly rejected: number;
}

export type ProposalOutcome = "accepted" | "changed" | "rejected";

/** What people made of the proposals of confirmed lines; locked lines and those added by hand proposed nothing. */
export function proposalOutcomes(lines: readonly MapLine[]): readonly ProposalOutcomes[] {
  const judged = lines.flatMap((line) => {
    const outcome = outcomeOf(line);
    return outcome === null || line.proposal === null
      ? []
      : [{ origin: line.proposal.origin ?? ("curated" as const), band: line.proposal.band, outcome }];
  });
  const groups = Map.groupBy(judged, ({ origin, band }) => `${origin} ${band}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const count = (wanted: ProposalOutcome) => group.filter(({ outcome }) => outcome === wanted).length;
    return first === undefined
      ? []
      : [
          {
            origin: first.origin,
            band: first.band,
            accepted: count("accepted"),
            changed: count("changed"),
            rejected: count("rejected"),
          },
        ];
  });
}

/** Null where nothing was decided, or nobody could. */
function outcomeOf({ proposal, decision, value }: MapLine): ProposalOutcome | null {
  if (proposal === null || proposal.isLocked || decision === "open") return null;
  const wasCarried = proposal.column !== null;
  const isCarried = decision === "confirmed" && value.column !== null;
  if (wasCarried !== isCarried) return "rejected";
  return !isCarried || isSameJson(value, valueOfProposal(proposal)) ? "accepted" : "changed";
}
