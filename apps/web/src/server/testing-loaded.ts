import type { Migration } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import type { RunKind } from "@flit/core/run";
import { makePlan } from "@flit/engine/make-plan";
import { matchOwners } from "@flit/engine/match-owners";
import { frozenBasis } from "@flit/engine/plan/frozen-basis";
import { startRun } from "@flit/engine/start-run";
import { proposeTestingMap, workUntilIdle } from "./plan/testing-plan.ts";
import type { TestingProduct } from "./testing-product.ts";

/** How much faster than its clock a sandbox of these tests runs. */
export const timeScale = 60;

/** How to reach a sandbox clinic. */
interface Reached {
  readonly cliniko: { readonly [name: string]: Json };
  readonly dynamics: { readonly [name: string]: Json };
  readonly sharepoint: { readonly siteUrl: string; readonly graphUrl?: string } | null;
}

/** Brings a migration of a sandbox clinic as far as the full run, without the pages; answers its id. */
export async function loadTestingMigration(web: TestingProduct, clinicId: string, reached: Reached): Promise<string> {
  const { composition } = web.product;
  const store = composition.store(clinicId);
  const id = await web.newMigration(clinicId, "Harbour to Dynamics");
  const { cliniko, dynamics, sharepoint } = reached;
  // The sandbox's limits pass as fast as its clock.
  const connections: Migration["connections"] = {
    cliniko: { ...cliniko, requestsPerMinute: 180 * timeScale },
    dynamics: { ...dynamics, requestsPerFiveMinutes: 6_000 * timeScale },
    sharepoint,
  };
  await store.transact((tx) => tx.migrations.setConnections(id, connections));
  const open = (name: string) => composition.open(clinicId, id, `testing-${name}-${id}`);
  const run = async (kind: RunKind) => {
    await startRun(await open(kind), kind, new Date());
    await workUntilIdle(composition);
  };
  await run("audit");
  await (await proposeTestingMap(composition, clinicId, id)).freeze();
  const migration = await store.transact((tx) => tx.migrations.get(id));
  if (!migration) throw new Error("no migration");
  const destination = composition.destination(clinicId, migration);
  const basis = await frozenBasis({ store, migration, files: sharepoint, destination });
  const { digest } = await makePlan(store, id, basis, new Date());
  await store.transact((tx) => tx.migrations.approvePlan(id, digest, "test"));
  await run("provision");
  await matchOwners(await open("owners"));
  await run("load");
  return id;
}
