import type { DestinationDescription, DestinationTable } from "@flit/core/destination";
import type { CuratedMap } from "@flit/core/map-draft/curated-map";
import { mapsOf } from "@flit/core/map-draft/maps-of";
import { requiredColumns } from "@flit/core/map-draft/own-columns";
import type { MapLine } from "@flit/core/map-line";
import type { SchemaSpec } from "@flit/core/plan";
import type { PairOptions } from "./pair-options.ts";
import { requiredSchema } from "./schema.ts";
import { tablesToBe } from "./tables-to-be.ts";

/** What must exist for a draft as it stands: the pair's columns its lines fill, and those people want made. */
export function draftSchema(curated: CuratedMap, options: PairOptions, lines: readonly MapLine[]): SchemaSpec {
  return requiredSchema(mapsOf(curated.objects, lines), options, requiredColumns(curated.objects, lines));
}

/** Tables as they will be for a draft: every column the pair could make, so that a line can be given back its own. */
export function draftTables(
  curated: CuratedMap,
  options: PairOptions,
  live: DestinationDescription,
): (lines: readonly MapLine[]) => { readonly [name: string]: DestinationTable } {
  return (lines) => {
    const wanted = requiredColumns(curated.objects, lines);
    return tablesToBe(requiredSchema(curated.objects, options, wanted), live);
  };
}
