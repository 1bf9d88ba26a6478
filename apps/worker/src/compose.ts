import { createClinikoConnector } from "@flit/connectors/cliniko/connector";
import { createDynamicsConnector } from "@flit/connectors/dynamics/connector";
import { createSharePointConnector } from "@flit/connectors/sharepoint/connector";
import type { ConnectionCheck } from "@flit/core/connection-check";
import type { DestinationConnector, FileConnector, SourceConnector } from "@flit/core/connector";
import { sha256Hex } from "@flit/core/ids";
import type { PlatformName } from "@flit/core/inventory-store";
import type { ObjectMap } from "@flit/core/mapping";
import { readMigrationOptions } from "@flit/core/migration-options";
import type { Migration, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { createClient, type DatabaseClient } from "@flit/db/client";
import { createRateGovernor } from "@flit/db/rate-governor";
import { createSeal } from "@flit/db/seal";
import { createTenantStore } from "@flit/db/tenant-store";
import { findOrCreateTenant } from "@flit/db/tenants";
import type { FailPoint, MigrationContext } from "@flit/engine/context";
import type { Pair } from "@flit/engine/pair";
import type { StartContext } from "@flit/engine/start-run";
import { derivations } from "@flit/pairs/cliniko-dynamics365/derived";
import { edgeCases } from "@flit/pairs/cliniko-dynamics365/edge-cases";
import { fileEnvironment, filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { reconcilePlan } from "@flit/pairs/cliniko-dynamics365/reconcile-plan";
import { recordNames } from "@flit/pairs/cliniko-dynamics365/record-names";
import { destinationTables } from "@flit/pairs/cliniko-dynamics365/schema";
import { summedInto } from "@flit/pairs/cliniko-dynamics365/summed-into";
import { accountOf } from "./account-of.ts";
import { connections } from "./connections.ts";
import { clinikoOptions, dynamicsOptions, type GovernorFactory, sharePointOptions } from "./platforms.ts";
import { sharedSchema } from "./shared-schema.ts";
import { notConnected, testConnection, tryConnection } from "./test-connection.ts";

export interface ComposeSettings {
  readonly databaseUrl: string;
  /** Key-encryption key, base64. */
  readonly key: string;
  readonly allowLocal: boolean;
  /** Waits for a platform's limit that are longer than this are a Fault; whoever has nothing else to do waits for ever. */
  readonly patienceMs: number;
  readonly failPoint?: string | undefined;
}

/** The product's adapters, joined: stores by tenant, and migrations opened with their platforms. */
export interface Composition {
  readonly client: DatabaseClient;
  store(tenantId: string): TenantStore;
  /** Id of the tenant with this name, made when it is new. */
  tenant(name: string): Promise<string>;
  /** The account data comes from. Throws Refusal("not-connected"). */
  source(tenantId: string, migration: Migration): SourceConnector;
  /** The environment data goes to. Throws Refusal("not-connected"). */
  destination(tenantId: string, migration: Migration): DestinationConnector;
  /**
   * Tries one connection check by check and remembers the outcome; the other side need not be there.
   * Throws Refusal("not-connected").
   */
  test(tenantId: string, migration: Migration, platform: PlatformName): AsyncGenerator<ConnectionCheck>;
  /** The same without remembering: the migration's connections need not be saved. Throws Refusal("not-connected"). */
  tryOut(tenantId: string, migration: Migration, platform: PlatformName): AsyncGenerator<ConnectionCheck>;
  /** What tells the connected account or organisation from others; null when it does not say. Throws Fault. */
  accountOf(tenantId: string, migration: Migration, platform: "cliniko" | "dynamics"): Promise<string | null>;
  /** A migration with connectors on both sides, frozen map and live metadata, kept under this name: a new one sees what changed. */
  open(tenantId: string, migrationId: string, name: string): Promise<MigrationContext>;
  /** What a run is started with, without asking a platform: it may be slow or away. Throws Refusal("not-connected"). */
  toStart(tenantId: string, migrationId: string): Promise<StartContext>;
  /** The same for a step of a run; all its workers share one reading of the metadata. */
  openRun(tenantId: string, migrationId: string, runId: string): Promise<MigrationContext>;
  /** Requests sent by this process so far. */
  requests(): { cliniko: number; dataverse: number; graph: number; throttled: number };
  close(): Promise<void>;
}

/** Platforms of one migration, each opened when it is asked for; null for one that is not connected. */
interface Sides {
  source(): SourceConnector | null;
  destination(): DestinationConnector | null;
  files(): FileConnector | null;
}

/** How live metadata is come by: read, or taken from whoever has read it. */
type Describe = (
  destination: DestinationConnector,
  tables: readonly string[],
) => Promise<Pick<MigrationContext, "live" | "liveReadAt">>;

/** Live metadata older than this is read again. */
const contextAgeMs = 10 * 60_000;

/** The one place where adapters meet. */
export async function compose(settings: ComposeSettings): Promise<Composition> {
  const client = createClient(settings.databaseUrl);
  const seal = createSeal({ kek: settings.key });
  const opened = new Map<string, { readonly at: number; readonly context: Promise<MigrationContext> }>();
  const store = (tenantId: string) => createTenantStore(client, tenantId, seal);

  const governorOf =
    (tenantId: string): GovernorFactory =>
    (account) =>
      createRateGovernor(client, { tenantId, patienceMs: settings.patienceMs, ...account });

  const sources = new Map<string, SourceConnector>();
  const destinations = new Map<string, DestinationConnector>();
  const libraries = new Map<string, FileConnector>();
  const { allowLocal } = settings;
  const sidesOf = (tenantId: string, migration: Migration): Sides => {
    const { cliniko, dynamics, sharepoint } = connections.parse(migration.connections);
    const governor = governorOf(tenantId);
    const key = (connection: object) => `${migration.id}:${sha256Hex(JSON.stringify(connection))}`;
    return {
      source: () =>
        cliniko &&
        remember(sources, key(cliniko), () => createClinikoConnector(clinikoOptions(cliniko, governor, allowLocal))),
      destination: () =>
        dynamics &&
        remember(destinations, key(dynamics), () =>
          createDynamicsConnector(dynamicsOptions(dynamics, governor, allowLocal)),
        ),
      files: () =>
        dynamics &&
        sharepoint &&
        remember(libraries, key([dynamics, sharepoint]), () =>
          createSharePointConnector(sharePointOptions(dynamics, sharepoint, governor, allowLocal)),
        ),
    };
  };

  /** Whether the connections are still those a run was opened with: a key may have been replaced while it waited. */
  const isCurrent = async (tenantId: string, context: Promise<MigrationContext>): Promise<boolean> => {
    const { id, connections } = (await context).migration;
    const now = await store(tenantId).transact((tx) => tx.migrations.get(id));
    return JSON.stringify(now?.connections) === JSON.stringify(connections);
  };

  const openNamed = async (
    tenantId: string,
    migrationId: string,
    name: string,
    describe: Describe,
  ): Promise<MigrationContext> => {
    // Callers name what they open, and two of them may find the same name: nobody gets another's migration by it.
    const key = [tenantId, migrationId, name].join("/");
    const known = opened.get(key);
    const isRecent = known && performance.now() - known.at < contextAgeMs;
    if (isRecent && (await isCurrent(tenantId, known.context))) return known.context;
    // Somebody else may have opened it meanwhile.
    const other = opened.get(key);
    if (other && other !== known) return other.context;
    // Runs that ended are not asked for again: what they held is let go.
    for (const [id, { at }] of opened) if (performance.now() - at >= contextAgeMs) opened.delete(id);
    const context = openMigration(
      store(tenantId),
      migrationId,
      (migration) => sidesOf(tenantId, migration),
      describe,
      settings.failPoint,
    );
    opened.set(key, { at: performance.now(), context });
    // A failure must not be remembered.
    context.catch(() => opened.delete(key));
    return context;
  };

  return {
    client,
    store,
    source: (tenantId, migration) => sidesOf(tenantId, migration).source() ?? notConnected(["Cliniko"]),
    destination: (tenantId, migration) => sidesOf(tenantId, migration).destination() ?? notConnected(["Dynamics 365"]),
    tenant: (name) => findOrCreateTenant(client, seal, name),
    test: (tenantId, migration, platform) =>
      testConnection({ store: store(tenantId), migration }, platform, governorOf(tenantId), allowLocal),
    tryOut: (tenantId, migration, platform) =>
      tryConnection({ store: store(tenantId), migration }, platform, governorOf(tenantId), allowLocal),
    accountOf: (tenantId, migration, platform) => accountOf(migration, platform, governorOf(tenantId), allowLocal),
    open: (tenantId, migrationId, name) =>
      openNamed(tenantId, migrationId, name, async (destination, tables) => {
        const liveReadAt = performance.now();
        return { live: await destination.describe(tables), liveReadAt };
      }),
    toStart: async (tenantId, migrationId) => {
      const own = store(tenantId);
      const { migration, map } = await readMigration(own, migrationId);
      const { source, files } = bothSides(sidesOf(tenantId, migration));
      const pair = { maps: map?.objects ?? [], derivations, files: files === null ? null : filePlan };
      return { migration, store: own, source, files, pair, mapDigest: map?.digest ?? "" };
    },
    openRun: (tenantId, migrationId, runId) =>
      openNamed(tenantId, migrationId, runId, async (destination, tables) => {
        const run = { store: store(tenantId), runId, maxAgeMs: contextAgeMs, destination };
        return { live: await sharedSchema(run, tables), liveReadAt: null };
      }),
    requests: () => ({
      cliniko: sum(sources, (one) => one.requestCount()),
      dataverse: sum(destinations, (one) => one.requestCount()),
      graph: sum(libraries, (one) => one.requestCount()),
      throttled:
        sum(sources, (one) => one.throttledCount()) +
        sum(destinations, (one) => one.throttledCount()) +
        sum(libraries, (one) => one.throttledCount()),
    }),
    close: () => client.$disconnect(),
  };
}

async function openMigration(
  store: TenantStore,
  migrationId: string,
  sidesOf: (migration: Migration) => Sides,
  describe: Describe,
  failPoint: string | undefined,
): Promise<MigrationContext> {
  const { migration, map, owners } = await readMigration(store, migrationId);
  const { source, destination, files } = bothSides(sidesOf(migration));
  const maps = map?.objects ?? [];
  const siteUrl = connections.parse(migration.connections).sharepoint?.siteUrl ?? null;
  const { live, liveReadAt } = await describe(destination, destinationTables(maps));
  return {
    migration,
    store,
    source,
    destination,
    files,
    pair: pairOf(maps, siteUrl, files === null ? null : await files.rootUrl()),
    mapDigest: map?.digest ?? "",
    live,
    liveReadAt,
    owners: new Map(owners.map((owner) => [owner.practitionerId, owner])),
    fallbackOwner: readMigrationOptions(migration.options).fallbackOwnerId ?? live.userId,
    failPoint: (name) => endAt(name, failPoint),
  };
}

async function readMigration(store: TenantStore, migrationId: string) {
  const { migration, map, owners } = await store.transact(async (tx) => ({
    migration: await tx.migrations.get(migrationId),
    map: await tx.migrations.map(migrationId),
    owners: await tx.migrations.owners(migrationId),
  }));
  if (!migration) throw new Refusal("no-migration", "This migration does not exist.");
  return { migration, map, owners };
}

function bothSides(sides: Sides) {
  const [source, destination] = [sides.source(), sides.destination()];
  if (source && destination) return { source, destination, files: sides.files() };
  return notConnected([...(source ? [] : ["Cliniko"]), ...(destination ? [] : ["Dynamics 365"])]);
}

function pairOf(maps: readonly ObjectMap[], siteUrl: string | null, rootUrl: string | null): Pair {
  const isConnected = siteUrl !== null && rootUrl !== null;
  return {
    maps,
    derivations,
    files: isConnected ? filePlan : null,
    names: recordNames,
    edgeCases,
    reconcile: reconcilePlan(maps),
    summedInto,
    environment: isConnected ? fileEnvironment({ siteUrl, rootUrl }) : {},
  };
}

/** Ends the process without any clean-up, as a power cut would. */
function endAt(name: FailPoint, wanted: string | undefined): void {
  if (name === wanted) process.kill(process.pid, "SIGKILL");
}

/** Connectors are kept while their connection stays as it is: limits and caches are theirs. */
function remember<T>(known: Map<string, T>, key: string, open: () => T): T {
  const connector = known.get(key) ?? open();
  known.set(key, connector);
  return connector;
}

function sum<T>(connectors: ReadonlyMap<string, T>, count: (one: T) => number): number {
  return [...connectors.values()].reduce((total, one) => total + count(one), 0);
}
