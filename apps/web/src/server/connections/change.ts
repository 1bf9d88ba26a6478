import type { ConnectionCheck } from "@flit/core/connection-check";
import { countVerdicts } from "@flit/core/connection-check";
import type { PlatformName } from "@flit/core/inventory-store";
import type { Migration, StoreTransaction } from "@flit/core/ports";
import { type Connections, connections, sealable } from "@flit/worker/connections";
import type { ClinicCall } from "../handler.ts";
import { Problem } from "../problem.ts";

/** What the acts on connections take from a call. */
export type Acting = Pick<
  ClinicCall<{ readonly migration: string }, unknown>,
  "who" | "role" | "clinic" | "store" | "product" | "params"
>;

/** How far a migration has come, as far as it binds its connections. */
export interface Standing {
  /** Something was read or planned: account and organisation are settled. */
  readonly hasBegun: boolean;
  /** Records may have been written, and files moved. */
  readonly hasMoved: boolean;
  readonly isRunning: boolean;
  readonly hasMap: boolean;
}

/** Reads how far a migration has come. */
export async function standingOf(tx: StoreTransaction, migrationId: string): Promise<Standing> {
  const runs = await tx.runs.list(migrationId);
  const hasMap = (await tx.migrations.map(migrationId)) !== null;
  const hasPlan = (await tx.migrations.plan(migrationId)) !== null;
  return {
    hasBegun: runs.length > 0 || hasMap || hasPlan,
    hasMoved: runs.some(({ kind }) => kind === "sample" || kind === "load" || kind === "delta"),
    isRunning: runs.some(({ state }) => state === "running" || state === "paused"),
    hasMap,
  };
}

/** Changes a migration's connections while nobody else does. Throws Problem. */
export async function changeConnections(
  tx: StoreTransaction,
  migrationId: string,
  change: (now: Connections, standing: Standing) => Connections,
): Promise<void> {
  const migration = await tx.migrations.lock(migrationId);
  if (!migration) throw new Problem(404, "not-found", "There is nothing at this address, or not for you.");
  const next = change(connections.parse(migration.connections), await standingOf(tx, migrationId));
  await tx.migrations.setConnections(migrationId, sealable(next));
}

/** The migration as it would be with other connections: for tests before anything is saved. */
export function withConnections(migration: Migration, change: Partial<Connections>): Migration {
  return { ...migration, connections: sealable({ ...connections.parse(migration.connections), ...change }) };
}

/** Logs the end of a test: which platform and how many checks ended how. `typed` ones leave what is saved as it was. */
export async function logTest(
  tx: StoreTransaction,
  { who, role, params }: Acting,
  event: "connection.saved" | "connection.tested",
  tested: {
    readonly platform: PlatformName;
    readonly of: "saved" | "typed";
    readonly checks: readonly ConnectionCheck[];
  },
): Promise<void> {
  await tx.actions.append({
    personId: who.person.id,
    personName: who.person.name,
    role,
    event,
    migrationId: params.migration,
    subject: { platform: tested.platform, of: tested.of, ...countVerdicts(tested.checks) },
  });
}
