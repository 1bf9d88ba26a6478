import { randomUUID } from "node:crypto";
import { type MigrationOptions, readMigrationOptions } from "@flit/core/migration-options";
import type { Migration, TenantStore } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import type { MigrationContext } from "@flit/engine/context";
import type { Config } from "./config.ts";
import { connectionsOf } from "./connections-of.ts";
import type { Product } from "./product.ts";
import type { Terminal } from "./terminal.ts";

/** What every command works with. */
export interface Job {
  readonly config: Config;
  readonly product: Product;
  readonly terminal: Terminal;
  /** What Postgres remembers for the tenant of this job. */
  readonly store: TenantStore;
  /** The migration with connectors, map and live metadata as they were after the last change. */
  open(): Promise<MigrationContext>;
  /** Map, schema or owners have changed: the next `open` reads them again. */
  changed(): void;
  /** What is decided as it stands in the database. */
  decided(): Promise<MigrationOptions>;
  /** Keeps decisions, and small facts, between commands. */
  setOption(name: string, value: Json): Promise<void>;
  option(name: string): Promise<Json>;
  /** Does a phase and remembers how long it took. */
  timed<T>(phase: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Finds or creates the tenant's one migration, so that every command finds the last one's work, and brings its
 * connections and decisions up to date.
 */
export async function openJob(
  config: Config,
  product: Product,
  terminal: Terminal,
  tenantName = "local",
): Promise<Job> {
  const { composition } = product;
  const tenantId = await composition.tenant(tenantName);
  const store = composition.store(tenantId);
  const connections: Migration["connections"] = connectionsOf(config);
  const { id: migrationId } = await store.transact(async (tx) => {
    const [known] = await tx.migrations.list();
    const decided = { prefix: config.prefix, timeZone: config.timeZone, sampleRecords: config.sample.records };
    if (!known) {
      const name = "Cliniko to Dynamics 365 Sales";
      return tx.migrations.create({ id: randomUUID(), name, connections, options: decided });
    }
    await tx.migrations.setConnections(known.id, connections);
    await tx.migrations.setOptions(known.id, { ...known.options, ...decided });
    return known;
  });
  const options = async () => (await store.transact((tx) => tx.migrations.get(migrationId)))?.options ?? {};
  const setOption = async (name: string, value: Json) => {
    const known = await options();
    await store.transact((tx) => tx.migrations.setOptions(migrationId, { ...known, [name]: value }));
  };
  let changes = 0;
  return {
    config,
    product,
    terminal,
    store,
    open: () => composition.open(tenantId, migrationId, `command-${migrationId}-${changes}`),
    changed: () => {
      changes += 1;
    },
    decided: async () => readMigrationOptions(await options()),
    setOption,
    option: async (name) => (await options())[name] ?? null,
    timed: async (phase, work) => {
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        const known = (await options()).phases;
        const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
        await setOption("phases", [...(Array.isArray(known) ? known : []), { name: phase, seconds }]);
      }
    },
  };
}
