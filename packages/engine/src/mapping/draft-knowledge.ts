import type { DestinationTable } from "@flit/core/destination";
import type { FieldProfile } from "@flit/core/field-profile";
import type { CuratedMap } from "@flit/core/map-draft/curated-map";
import type { LineFinding } from "@flit/core/map-draft/line-problem";
import type { MapLine } from "@flit/core/map-line";

/** What a draft is judged by. */
export interface DraftKnowledge {
  readonly curated: CuratedMap;
  readonly profiles: readonly FieldProfile[];
  /** What trying the map on every record found. */
  readonly findings: readonly LineFinding[];
  /** Tables as they will be with the columns these lines want made. */
  tablesOf(lines: readonly MapLine[]): { readonly [name: string]: DestinationTable };
}
