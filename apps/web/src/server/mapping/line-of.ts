import type { MapLine } from "@flit/core/map-line";
import type { ObjectMap } from "@flit/core/mapping";
import type { StoreTransaction } from "@flit/core/ports";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import { Problem } from "../problem.ts";

/** A line with the object map it belongs to. Throws Problem when there is none. */
export async function lineOf(
  tx: StoreTransaction,
  migrationId: string,
  lineId: string,
  { curated }: Pick<LoadedKnowledge, "curated">,
): Promise<{ readonly line: MapLine; readonly map: ObjectMap }> {
  const line = await tx.mapDraft.line(migrationId, lineId);
  const map = curated.objects.find(({ key }) => key === line?.mapping);
  if (!line || !map) throw new Problem(404, "not-found", "This line is not in the map any more. Load the page again.");
  return { line, map };
}
