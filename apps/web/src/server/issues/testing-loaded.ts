import type { TenantRole } from "@flit/core/permissions";
import type { Migration, TenantStore } from "@flit/core/ports";
import type { RunKind } from "@flit/core/run";
import { matchOwners } from "@flit/engine/match-owners";
import { startRun } from "@flit/engine/start-run";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, startSandbox } from "@flit/sandbox/sandbox";
import { approvePlan, makePlan } from "../../features/plan/endpoints.ts";
import { proposeTestingMap, type TestingMap, workUntilIdle } from "../plan/testing-plan.ts";
import {
  createTestingProduct,
  type TestingBrowser,
  type TestingClinic,
  type TestingProduct,
} from "../testing-product.ts";

/** A small migration that was carried out, with somebody signed in for each role. */
export interface LoadedMigration {
  readonly sandbox: Sandbox;
  readonly web: TestingProduct;
  readonly clinic: TestingClinic;
  readonly migration: string;
  readonly map: TestingMap;
  readonly browsers: Readonly<Record<TenantRole, TestingBrowser>>;
  /** Starts a run and works until nothing is due. */
  run(kind: RunKind): Promise<void>;
  work(): Promise<void>;
  close(): Promise<void>;
}

/** Takes a made-up clinic as far as its loaded records. `before` edits the map, `atLoad` the environment. */
export async function loadTestingMigration(given: {
  readonly patients: number;
  readonly before?: (map: TestingMap) => Promise<void>;
  readonly atLoad?: (at: {
    readonly sandbox: Sandbox;
    readonly store: TenantStore;
    readonly migration: string;
  }) => Promise<void>;
}): Promise<LoadedMigration> {
  const [sandbox, web] = await Promise.all([
    startSandbox({ seed: 4, patients: given.patients, timeScale: 60, clinikoRequestsPerMinute: 100_000 }),
    createTestingProduct(),
  ]);
  const { composition } = web.product;
  const clinic = await web.newClinic();
  const migration = await web.newMigration(clinic.id);
  const store = composition.store(clinic.id);
  const { cliniko, dynamics, sharepoint } = migrateConfig(sandbox);
  const connections: Migration["connections"] = {
    cliniko: { ...cliniko, requestsPerMinute: 100_000 },
    dynamics: { ...dynamics, requestsPerFiveMinutes: 1_000_000 },
    sharepoint,
  };
  await store.transact((tx) => tx.migrations.setConnections(migration, connections));
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
  const browsers = {
    owner: await web.signIn(clinic.people.owner),
    "clinic-admin": await web.signIn(clinic.people["clinic-admin"]),
    "dynamics-admin": await web.signIn(clinic.people["dynamics-admin"]),
    operator: await web.signIn(clinic.people.operator),
    auditor: await web.signIn(clinic.people.auditor),
  };
  const at = `/clinics/${clinic.id}/migrations/${migration}/plan`;
  const made = await (await web.request({ method: makePlan.method, path: at, as: browsers.owner })).json();
  const typedName = clinic.people["dynamics-admin"].name;
  const signed = { digest: made.digest, typedName, isAgreed: true };
  await web.request({
    method: approvePlan.method,
    path: `${at}/approval`,
    as: browsers["dynamics-admin"],
    body: signed,
  });
  await run("provision");
  await matchOwners(await open());
  await given.atLoad?.({ sandbox, store, migration });
  await run("load");
  const close = async () => {
    await web.close();
    await sandbox.close();
  };
  return { sandbox, web, clinic, migration, map, browsers, run, work, close };
}
