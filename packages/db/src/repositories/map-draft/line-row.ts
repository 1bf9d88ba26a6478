import type { MapLine } from "@flit/core/map-line";

/** A line as the statements of this folder read it. */
export interface LineRow extends Omit<MapLine, "decidedBy" | "decidedAt"> {
  readonly decidedId: string | null;
  readonly decidedName: string | null;
  readonly decidedAt: Date | null;
}

/** What to select of `map_line` for `toLine`. */
export const lineColumns = `id, mapping, position, value, proposal, decision, decided_by::text as "decidedId",
  decided_name as "decidedName", decided_at as "decidedAt", revision`;

export function toLine({ decidedId, decidedName, decidedAt, ...line }: LineRow): MapLine {
  return {
    ...line,
    decidedBy: decidedId === null ? null : { id: decidedId, name: decidedName ?? "" },
    decidedAt: decidedAt === null ? null : decidedAt.toISOString(),
  };
}
