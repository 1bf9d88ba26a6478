import type { Migration } from "@flit/core/ports";
import type { Json } from "@flit/core/record";
import { startRun } from "@flit/engine/start-run";
import { proposeTestingMap, type TestingMap, workUntilIdle } from "../plan/testing-plan.ts";
import type { TestingBrowser, TestingClinic, TestingProduct } from "../testing-product.ts";

/** Platforms of a sandbox. */
type Connections = Readonly<Record<"cliniko" | "dynamics" | "sharepoint", { readonly [name: string]: Json }>>;

/** Brings a migration as far as the sample: read, mapped, planned, approved, created, owners named. */
export async function bringToSample(
  web: TestingProduct,
  { cliniko, dynamics, sharepoint }: Connections,
  clinic: TestingClinic,
  migration: string,
  as: { readonly owner: TestingBrowser; readonly dynamicsAdmin: TestingBrowser },
): Promise<TestingMap> {
  const { composition } = web.product;
  const store = composition.store(clinic.id);
  const path = (rest: string) => `/clinics/${clinic.id}/migrations/${migration}/${rest}`;
  const connections: Migration["connections"] = {
    cliniko: { ...cliniko, requestsPerMinute: 100_000 },
    dynamics: { ...dynamics, requestsPerFiveMinutes: 1_000_000 },
    sharepoint,
  };
  await store.transact((tx) => tx.migrations.setConnections(migration, connections));
  const context = await composition.open(clinic.id, migration, "testing-audit");
  await startRun(context, "audit", new Date());
  await workUntilIdle(composition);
  const map = await proposeTestingMap(composition, clinic.id, migration);
  await map.freeze();
  await approveAndProvision(web, clinic, path, as);
  await ok(web.request({ method: "POST", path: path("owners/match"), as: as.owner }));
  for (const group of ["unresolved", "confirm"]) {
    const { found } = await ok(web.request({ path: path(`owners?group=${group}`), as: as.owner }));
    const choices = found.map((practitioner: string) => ({ practitioner, choice: { kind: "row" } }));
    if (choices.length > 0)
      await ok(web.request({ method: "PUT", path: path("owners"), as: as.owner, body: { choices } }));
  }
  const { users } = await ok(web.request({ path: path("owners/users"), as: as.owner }));
  await ok(web.request({ method: "PUT", path: path("owners/fallback"), as: as.owner, body: { user: users[0].id } }));
  return map;
}

/** Makes the plan of the frozen map, has it signed and carried out. */
export async function approveAndProvision(
  web: TestingProduct,
  clinic: TestingClinic,
  path: (rest: string) => string,
  { owner, dynamicsAdmin }: { readonly owner: TestingBrowser; readonly dynamicsAdmin: TestingBrowser },
): Promise<void> {
  const { digest } = await ok(web.request({ method: "POST", path: path("plan"), as: owner }));
  const body = { digest, typedName: clinic.people["dynamics-admin"].name, isAgreed: true };
  await ok(web.request({ method: "PUT", path: path("plan/approval"), as: dynamicsAdmin, body }));
  await ok(web.request({ method: "POST", path: path("plan/provision"), as: owner }));
  await workUntilIdle(web.product.composition);
}

async function ok(answer: Promise<Response>) {
  const response = await answer;
  const body = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return body;
}
