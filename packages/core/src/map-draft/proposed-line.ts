import type { LineProposal, MapLine } from "../map-line.ts";

/** A line as proposed, before anybody decided anything. */
export interface ProposedLine extends Pick<MapLine, "id" | "mapping" | "position"> {
  readonly proposal: LineProposal;
}
