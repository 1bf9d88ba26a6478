import type { TenantRole } from "@flit/core/permissions";
import type { Migration, TenantStore } from "@flit/core/ports";
import type { RunKind } from "@flit/core/run";
import { matchOwners } from "@flit/engine/match-owners";
import { startRun } from "@flit/engine/start-run";
import { approvePlan, makePlan } from "../../features/plan/endpoints.ts";
import { proposeTestingMap, type TestingMap, workUntilIdle } from "../plan/testing-plan.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

/** A migration that was carried out, with somebody signed in for each role. */
export interface LoadedMigration {
  readonly web: TestingProduct;
  readonly clinic: TestingClinic;
  readonly migration: string;
  readonly store: TenantStore;
  readonly map: TestingMap;
  readonly browsers: Readonly<Record<TenantRole, TestingBrowser>>;
  /** Starts a run and works until nothing is due. */
  run(kind: RunKind): Promise<void>;
  work(): Promise<void>;
  close(): Promise<void>;
}

/** Takes a connected clinic as far as its loaded records. `before` edits the map, `atLoad` what the load meets. */
export async function loadTestingMigration(given: {
  readonly connections: Migration["connections"];
  readonly before?: (map: TestingMap) => Promise<void>;
  readonly atLoad?: (store: TenantStore, migration: string) => Promise<void>;
}): Promise<LoadedMigration> {
  const web = await createTestingProduct();
  const { composition } = web.product;
  const clinic = await web.newClinic();
  const migration = await web.newMigration(clinic.id);
  const store = composition.store(clinic.id);
  await store.transact((tx) => tx.migrations.setConnections(migration, given.connections));
  const work = () => workUntilIdle(composition);
  let opened = 0;
  const open = () => composition.open(clinic.id, migration, `loaded-${migration}-${opened++}`);
  const run = async (kind: RunKind) => {
    await startRun(await open(), kind, new Date());
    await work();
  };
  await run("audit");
  const map = await proposeTestingMap(composition, clinic.id, migration);
  await given.before?.(map);
  await map.freeze();
  const { people } = clinic;
  const browsers = {
    owner: await web.signIn(people.owner),
    "clinic-admin": await web.signIn(people["clinic-admin"]),
    "dynamics-admin": await web.signIn(people["dynamics-admin"]),
    operator: await web.signIn(people.operator),
    auditor: await web.signIn(people.auditor),
  };
  const path = `/clinics/${clinic.id}/migrations/${migration}/plan`;
  const made = await web.request({ method: makePlan.method, path, as: browsers.owner });
  const { digest } = await made.json();
  await web.request({
    method: approvePlan.method,
    path: `${path}/approval`,
    as: browsers["dynamics-admin"],
    body: { digest, typedName: people["dynamics-admin"].name, isAgreed: true },
  });
  await run("provision");
  await matchOwners(await open());
  await given.atLoad?.(store, migration);
  await run("load");
  return { web, clinic, migration, store, map, browsers, run, work, close: web.close };
}
