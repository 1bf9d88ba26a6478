import type { FrozenMap, Migration, StoreTransaction } from "@flit/core/ports";
import type { MappedObject } from "@flit/core/sample-store";
import type { MigrationContext } from "@flit/engine/context";
import { filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { connections } from "@flit/worker/connections";
import { migrationOf } from "../clinics/handlers.ts";
import type { ClinicCall } from "../handler.ts";

type Call = Pick<ClinicCall<{ readonly migration: string }, unknown>, "store" | "clinic" | "params" | "product">;

/** Opens the platforms with the map, owners and rows as they are now; the answer is shared while nothing changes. */
export async function openSample({ store, clinic, params, product }: Call): Promise<MigrationContext> {
  const key = await store.transact(async (tx) => {
    const migration = await migrationOf(tx, params.migration);
    const map = await tx.migrations.map(migration.id);
    const [latest] = await tx.runs.list(migration.id);
    const owners = (await tx.migrations.ownerMatch(migration.id))?.at ?? "";
    return [migration.id, map?.digest, migration.generation, latest?.id, latest?.state, owners].join("/");
  });
  return product.composition.open(clinic, params.migration, `sample/${key}`);
}

/** Every object map with the object it reads, without asking a platform. */
export function objectsOf(map: FrozenMap | null, { connections: saved }: Migration): readonly MappedObject[] {
  const { sharepoint } = connections.parse(saved);
  const files = sharepoint === null ? [] : [{ mapping: filePlan.mapping, object: filePlan.object }];
  return [...(map?.objects ?? []).map(({ key, source }) => ({ mapping: key, object: source.object })), ...files];
}

/** Titles of object maps, files included. */
export function titlesOf(map: FrozenMap | null): ReadonlyMap<string, string> {
  return new Map([...(map?.objects ?? []).map(({ key, title }) => [key, title] as const), [filePlan.mapping, "Files"]]);
}

/** Names of columns as people of the environment see them, by `table.column`: what was there, and what the plan made. */
export async function columnNames(tx: StoreTransaction, migrationId: string): Promise<ReadonlyMap<string, string>> {
  const saved = await tx.migrations.plan(migrationId);
  const names = new Map<string, string>();
  for (const table of Object.values(saved?.before.tables ?? {}))
    for (const { name, displayName } of Object.values(table.columns))
      names.set(`${table.name}.${name}`, displayName ?? name);
  for (const { step } of saved?.plan.items ?? []) {
    if (step.kind === "column") names.set(`${step.table}.${step.column.name}`, step.column.displayName);
    if (step.kind === "lookup") names.set(`${step.table}.${step.lookup.name}`, step.lookup.displayName);
  }
  return names;
}
