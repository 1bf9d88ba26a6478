import type { DestinationDescription } from "@flit/core/destination";
import { sha256Hex } from "@flit/core/ids";
import type { ObjectMap } from "@flit/core/mapping";
import type { MigrationOptions } from "@flit/core/migration-options";
import type { SchemaPlan, SchemaSpec } from "@flit/core/plan";
import { planSchema } from "@flit/core/plan-schema";
import { objectMaps } from "@flit/pairs/cliniko-dynamics365/object-maps";
import type { PairOptions } from "@flit/pairs/cliniko-dynamics365/pair-options";
import { destinationTables, requiredSchema } from "@flit/pairs/cliniko-dynamics365/schema";
import type { MigrationContext } from "./context.ts";
import { pairOptionsOf } from "./pair-options.ts";

export interface Proposal {
  readonly options: PairOptions;
  readonly maps: readonly ObjectMap[];
  readonly mapDigest: string;
  readonly spec: SchemaSpec;
  readonly live: DestinationDescription;
  readonly plan: SchemaPlan;
}

/** The map this account needs and the schema plan that follows from it, against the environment as it is now. */
export async function proposeMaps(context: MigrationContext, decided: MigrationOptions): Promise<Proposal> {
  const options = await pairOptionsOf(context, decided);
  const maps = objectMaps(options);
  const spec = requiredSchema(maps, options);
  const live = await context.destination.describe(destinationTables(maps));
  return { options, maps, mapDigest: sha256Hex(JSON.stringify(maps)), spec, live, plan: planSchema(spec, live) };
}
