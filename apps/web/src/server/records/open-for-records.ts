import { sha256Hex } from "@flit/core/ids";
import type { MigrationContext } from "@flit/engine/context";
import { lastReading } from "@flit/engine/readings";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall } from "../handler.ts";

type Call = Pick<ClinicCall<{ readonly migration: string }, unknown>, "store" | "clinic" | "params" | "product">;

/** A migration with both platforms, its map and owners as they are now. Throws Problem, Refusal("not-connected") or Fault. */
export async function openForRecords({
  store,
  clinic,
  params,
  product,
}: Call): Promise<{ readonly context: MigrationContext; readonly cutOff: string }> {
  const { id, seen, cutOff } = await store.transact(async (tx) => {
    const migration = await migrationOf(tx, params.migration);
    return {
      id: migration.id,
      cutOff: lastReading(await tx.runs.list(migration.id))?.cutOff ?? new Date().toISOString(),
      seen: {
        options: migration.options,
        generation: migration.generation,
        map: (await tx.migrations.map(migration.id))?.digest,
        owners: await tx.migrations.owners(migration.id),
        made: (await tx.migrations.provisioned(migration.id)).length,
      },
    };
  });
  // A context is kept by its name: another map, other owners or another schema make another name.
  const name = `records-${id}-${sha256Hex(JSON.stringify(seen))}`;
  return { context: await product.composition.open(clinic, id, name), cutOff };
}
