import type { ObjectMap } from "@flit/core/mapping";
import type { StoreTransaction } from "@flit/core/ports";
import type { MigrationContext } from "@flit/engine/context";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall } from "../handler.ts";
import { Problem } from "../problem.ts";

type Call = Pick<ClinicCall<{ readonly migration: string }, unknown>, "store" | "clinic" | "params" | "product">;

/** Opens a migration with both platforms under its frozen map. Throws Problem, Refusal("not-connected") or Fault. */
export async function openDelta({ store, clinic, params, product }: Call): Promise<MigrationContext> {
  const map = await store.transact(async (tx) => {
    await migrationOf(tx, params.migration);
    return tx.migrations.map(params.migration);
  });
  if (map === null) throw new Problem(409, "no-map", "The map is not frozen yet: nothing was loaded by it.");
  return product.composition.open(clinic, params.migration, `delta-${params.migration}-${map.digest}`);
}

/** The maps that were loaded, in their order. */
export async function mapsOf(tx: StoreTransaction, migrationId: string): Promise<readonly ObjectMap[]> {
  return (await tx.migrations.map(migrationId))?.objects ?? [];
}

/** What people call the objects of maps. */
export function titlesOf(maps: readonly ObjectMap[]): (mapping: string) => string {
  const titles = new Map(maps.map(({ key, title }) => [key, title]));
  return (mapping) => titles.get(mapping) ?? mapping;
}
