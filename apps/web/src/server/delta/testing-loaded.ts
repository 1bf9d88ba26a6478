import type { ObjectMap } from "@flit/core/mapping";
import type { StoreTransaction } from "@flit/core/ports";
import { dueSteps } from "@flit/db/dispatcher";
import type { FailPoint } from "@flit/engine/context";
import { runStep, type StepRunner } from "@flit/engine/run-step";
import { startRun } from "@flit/engine/start-run";
import { connections } from "@flit/worker/connections";
import type { TestingProduct } from "../testing-product.ts";

/** Patients with two fields that need nothing made in Dynamics. */
const patientMap: ObjectMap = {
  key: "patient",
  title: "Patients",
  source: { object: "patients", joins: [] },
  target: { table: "contact" },
  skip: [],
  fields: [
    { column: "lastname", value: { op: "field", path: "last_name" } },
    { column: "emailaddress1", value: { op: "field", path: "email" } },
  ],
  finish: [],
};

/** Ids of the patients that are loaded. */
export const loadedPatients = ["1", "2", "3"];

/** Puts patients there as if Cliniko had just been read. */
export async function stagePatients(
  tx: StoreTransaction,
  migration: string,
  emailOf: (id: string) => string,
  at: string,
): Promise<void> {
  const run = await tx.runs.create({ migrationId: migration, kind: "audit", cutOff: at, since: null }, []);
  await tx.runs.setState(run.id, "completed");
  const records = loadedPatients.map((id) => ({
    ...{ object: "patients", id, createdAt: at, updatedAt: at, removedAt: null, links: [] },
    fields: { last_name: `Patient ${id}`, email: emailOf(id) },
  }));
  await tx.staging.put(migration, run.id, records);
}

/** Connects the platforms, freezes a small map and loads three patients by it; answers how to work runs to their end. */
export async function loadPatients(
  web: TestingProduct,
  platforms: { readonly cliniko: unknown; readonly dynamics: unknown },
  clinic: string,
  migration: string,
): Promise<{ load(key: string, killAt?: FailPoint): Promise<void>; work(): Promise<void> }> {
  const { composition } = web.product;
  const store = composition.store(clinic);
  const { cliniko, dynamics } = platforms;
  const saved = JSON.parse(JSON.stringify(connections.parse({ cliniko, dynamics, sharepoint: null })));
  await store.transact(async (tx) => {
    await tx.migrations.setConnections(migration, saved);
    await tx.migrations.saveMap(migration, { digest: "a".repeat(64), objects: [patientMap] });
    await stagePatients(tx, migration, (id) => `patient${id}@patients.example`, "2026-01-01T00:00:00Z");
  });
  const killed: { at: FailPoint | null } = { at: null };
  const runner: StepRunner = {
    store: composition.store,
    open: async (...of) => ({
      ...(await composition.open(...of)),
      failPoint: (name) => {
        if (name !== killed.at) return;
        killed.at = null;
        throw new Error("killed");
      },
    }),
    leaseMs: 500,
    onSlow: () => undefined,
    onFault: (_, { code }) => {
      throw new Error(code);
    },
  };
  const isOver = () =>
    store.transact(async (tx) => (await tx.runs.list(migration)).every(({ state }) => state !== "running"));
  const work = async () => {
    while (!(await isOver()))
      for (const step of await dueSteps(composition.client, { perTenant: 12, max: 12 }))
        if (step.tenantId === clinic) await runStep(runner, step).catch(ignoreKill);
  };
  const load = async (key: string, killAt: FailPoint | null = null) => {
    killed.at = killAt;
    await startRun(await composition.open(clinic, migration, `load-${key}`), "load", new Date(), { requestKey: key });
    await work();
  };
  await load("first");
  return { load, work };
}

/** Whoever was killed says nothing: the step is taken up again once its lease has ended. */
function ignoreKill(error: unknown): void {
  if (!(error instanceof Error && error.message === "killed")) throw error;
}
