import { sha256Hex } from "@flit/core/ids";
import type { ObjectMap } from "@flit/core/mapping";
import type { Migration, TenantStore } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import { Refusal } from "@flit/core/refusal";
import { createClient, type DatabaseClient } from "@flit/db/client";
import { createRateGovernor } from "@flit/db/rate-governor";
import { createSeal } from "@flit/db/seal";
import { createTenantStore } from "@flit/db/tenant-store";
import { findOrCreateTenant } from "@flit/db/tenants";
import type { FailPoint, MigrationContext } from "@flit/engine/context";
import type { Pair } from "@flit/engine/pair";
import { derivations } from "@flit/pairs/cliniko-dynamics365/derived";
import { fileEnvironment, filePlan } from "@flit/pairs/cliniko-dynamics365/files";
import { destinationTables } from "@flit/pairs/cliniko-dynamics365/schema";
import { connections } from "./connections.ts";
import { openPlatforms, type Platforms } from "./platforms.ts";

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
  platforms(tenantId: string, migration: Migration): Platforms;
  /** A migration with connectors, frozen map and live metadata, kept for a run: a new run sees what changed. */
  open(tenantId: string, migrationId: string, runId: string): Promise<MigrationContext>;
  /** Requests sent by this process so far. */
  requests(): { cliniko: number; dataverse: number; graph: number; throttled: number };
  close(): Promise<void>;
}

/** Live metadata older than this is read again. */
const contextAgeMs = 10 * 60_000;

/** The one place where adapters meet. */
export async function compose(settings: ComposeSettings): Promise<Composition> {
  const client = createClient(settings.databaseUrl);
  const seal = createSeal({ kek: settings.key });
  const connected = new Map<string, Platforms>();
  const opened = new Map<string, { readonly at: number; readonly context: Promise<MigrationContext> }>();
  const store = (tenantId: string) => createTenantStore(client, tenantId, seal);

  const platforms = (tenantId: string, migration: Migration): Platforms => {
    const key = `${migration.id}:${sha256Hex(JSON.stringify(migration.connections))}`;
    const known = connected.get(key);
    if (known) return known;
    const parsed = connections.parse(migration.connections);
    const fresh = openPlatforms(
      parsed,
      (account) => createRateGovernor(client, { tenantId, patienceMs: settings.patienceMs, ...account }),
      settings.allowLocal,
    );
    connected.set(key, fresh);
    return fresh;
  };

  const open = (tenantId: string, migrationId: string, runId: string): Promise<MigrationContext> => {
    const known = opened.get(runId);
    if (known && performance.now() - known.at < contextAgeMs) return known.context;
    // Runs that ended are not asked for again: what they held is let go.
    for (const [id, { at }] of opened) if (performance.now() - at >= contextAgeMs) opened.delete(id);
    const context = openMigration(store(tenantId), tenantId, migrationId, platforms, settings.failPoint);
    opened.set(runId, { at: performance.now(), context });
    // A failure must not be remembered.
    context.catch(() => opened.delete(runId));
    return context;
  };

  return {
    client,
    store,
    tenant: (name) => findOrCreateTenant(client, seal, name),
    platforms,
    open,
    requests: () => countRequests([...connected.values()]),
    close: () => client.$disconnect(),
  };
}

async function openMigration(
  store: TenantStore,
  tenantId: string,
  migrationId: string,
  platforms: (tenantId: string, migration: Migration) => Platforms,
  failPoint: string | undefined,
): Promise<MigrationContext> {
  const { migration, map, owners } = await store.transact(async (tx) => ({
    migration: await tx.migrations.get(migrationId),
    map: await tx.migrations.map(migrationId),
    owners: await tx.migrations.owners(migrationId),
  }));
  if (!migration) throw new Refusal("no-migration", "This migration does not exist.");
  const { source, destination, files } = platforms(tenantId, migration);
  const maps = map?.objects ?? [];
  const siteUrl = connections.parse(migration.connections).sharepoint?.siteUrl ?? null;
  const live = await destination.describe(destinationTables(maps));
  return {
    migration,
    store,
    source,
    destination,
    files,
    pair: pairOf(maps, siteUrl, files === null ? null : await files.rootUrl()),
    mapDigest: map?.digest ?? "",
    live,
    owners: new Map(owners.map((owner) => [owner.practitionerId, owner])),
    fallbackOwner: textOption(migration.options.fallbackOwnerId) ?? live.userId,
    failPoint: (name) => endAt(name, failPoint),
  };
}

function pairOf(maps: readonly ObjectMap[], siteUrl: string | null, rootUrl: string | null): Pair {
  const isConnected = siteUrl !== null && rootUrl !== null;
  return {
    maps,
    derivations,
    files: isConnected ? filePlan : null,
    environment: isConnected ? fileEnvironment({ siteUrl, rootUrl }) : {},
  };
}

function textOption(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** Ends the process without any clean-up, as a power cut would. */
function endAt(name: FailPoint, wanted: string | undefined): void {
  if (name === wanted) process.kill(process.pid, "SIGKILL");
}

function countRequests(all: readonly Platforms[]): ReturnType<Composition["requests"]> {
  const sum = (pick: (one: Platforms) => number) => all.reduce((total, one) => total + pick(one), 0);
  return {
    cliniko: sum((one) => one.source.requestCount()),
    dataverse: sum((one) => one.destination.requestCount()),
    graph: sum((one) => one.files?.requestCount() ?? 0),
    throttled: sum(
      (one) => one.source.throttledCount() + one.destination.throttledCount() + (one.files?.throttledCount() ?? 0),
    ),
  };
}
