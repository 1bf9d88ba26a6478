import type { Migration } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import type { MigrationContext } from "@flit/engine/context";
import type { Config } from "./config.ts";
import { connectionsOf } from "./connections-of.ts";
import type { Product } from "./product.ts";
import type { Terminal } from "./terminal.ts";

/** The migration a configuration stands for: one per state folder, so that every command finds the last one's work. */
const migrationId = "5a1d0c1e-0000-7000-8000-000000000001";

/** What every command works with. */
export interface Job {
  readonly config: Config;
  readonly product: Product;
  readonly terminal: Terminal;
  /** The migration with connectors, map and live metadata as they were after the last change. */
  open(): Promise<MigrationContext>;
  /** Map, schema or owners have changed: the next `open` reads them again. */
  changed(): void;
  /** Keeps small facts between commands. */
  setOption(name: string, value: Json): Promise<void>;
  option(name: string): Promise<Json>;
  /** Does a phase and remembers how long it took. */
  timed<T>(phase: string, work: () => Promise<T>): Promise<T>;
}

/** Finds or creates the migration of this state folder and brings its connections up to date. */
export async function openJob(config: Config, product: Product, terminal: Terminal): Promise<Job> {
  const { composition, tenantId } = product;
  const store = composition.store(tenantId);
  const connections: Migration["connections"] = connectionsOf(config);
  await store.transact(async (tx) => {
    const known = await tx.migrations.get(migrationId);
    if (known) await tx.migrations.setConnections(migrationId, connections);
    else
      await tx.migrations.create({ id: migrationId, name: "Cliniko to Dynamics 365 Sales", connections, options: {} });
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
    open: () => composition.open(tenantId, migrationId, `command-${changes}`),
    changed: () => {
      changes += 1;
    },
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
