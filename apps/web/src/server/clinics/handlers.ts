import { randomUUID } from "node:crypto";
import type { Migration, StoreTransaction, TenantStore } from "@flit/core/ports";
import { workersAlive } from "@flit/db/system-figures";
import type { clinicEndpoints } from "../../features/clinics/endpoints.ts";
import { connectDemo } from "../connections/connect-demo.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { readJourney } from "./journey.ts";
import { stepsOf, summaryOf } from "./steps.ts";
import { watch } from "./watch.ts";

const clinicsPerPage = 20;
const unconnected: Migration["connections"] = { cliniko: null, dynamics: null, sharepoint: null };

/** Migrations of a clinic as lists and frames show them. */
export const clinicHandlers: Handlers<typeof clinicEndpoints> = {
  listMigrations: async ({ store, clinic, product }) => ({
    clinicName: await nameOf(product, clinic),
    hasDemo: product.env.FLIT_DEMO_CONFIG !== undefined,
    migrations: await summaries(store),
  }),

  createMigration: async ({ store, clinic, body, product, log }) => {
    const id = randomUUID();
    const start = { id, name: body.name, generation: 0, connections: unconnected, options: {} };
    const demo = body.isDemo ? await connectDemo(product, clinic, start) : null;
    await store.transact(async (tx) => {
      await tx.migrations.create(demo?.migration ?? start);
      for (const { platform, checks } of demo?.tests ?? []) await tx.inventory.putConnectionTest(id, platform, checks);
      await log(tx, { migration: id, isDemo: body.isDemo });
    });
    return { id };
  },

  readMigration: async ({ store, clinic, role, params, product }) => {
    const clinicName = await nameOf(product, clinic);
    return store.transact(async (tx) => {
      const journey = await readJourney(tx, await migrationOf(tx, params.migration));
      return { ...summaryOf(journey), clinicName, role, steps: stepsOf(journey) };
    });
  },

  listAll: async ({ who, params, product }) => {
    if (!who.person.isStaff) throw new Problem(403, "not-allowed", "Only FlitStack's own people can see all clinics.");
    const wanted = (params.search ?? "").trim().toLowerCase();
    const found = (await product.identity.tenants.allTenants())
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .sort((one, other) => one.name.localeCompare(other.name));
    const first = ((params.page ?? 1) - 1) * clinicsPerPage;
    const clinics = [];
    for (const { id, name } of found.slice(first, first + clinicsPerPage))
      clinics.push({ id, name, migrations: await summaries(product.composition.store(id)) });
    return { clinics, total: found.length, pages: Math.max(1, Math.ceil(found.length / clinicsPerPage)) };
  },

  watchMigration: async ({ store, params, request, product }) => {
    await store.transact((tx) => migrationOf(tx, params.migration));
    const workers = async () => (await workersAlive(product.composition.client)).length;
    return watch(store, params.migration, request.signal, workers);
  },
};

/** A migration of this clinic. Throws the same answer for one that does not exist and one of another clinic. */
export async function migrationOf(tx: StoreTransaction, id: string): Promise<Migration> {
  const migration = await tx.migrations.get(id);
  if (!migration) throw new Problem(404, "not-found", "There is nothing at this address, or not for you.");
  return migration;
}

function summaries(store: TenantStore) {
  return store.transact(async (tx) => {
    const found = [];
    for (const migration of await tx.migrations.list()) found.push(summaryOf(await readJourney(tx, migration)));
    return found.reverse();
  });
}

async function nameOf(
  product: Parameters<typeof clinicHandlers.listAll>[0]["product"],
  clinic: string,
): Promise<string> {
  const all = await product.identity.tenants.allTenants();
  return all.find(({ id }) => id === clinic)?.name ?? "";
}
