import { audit } from "@flit/cli/phases/audit";
import { owners } from "@flit/cli/phases/owners";
import { plan, provisionPlan } from "@flit/cli/phases/plan";
import type { Person } from "@flit/core/identity";
import { createIdentityStore } from "@flit/db/identity/identity-store";
import { hashPassword } from "@flit/db/identity/password";
import { createSeal } from "@flit/db/seal";
import { workersAlive } from "@flit/db/system-figures";
import type { Sandbox } from "@flit/sandbox/sandbox";
import { expect } from "@playwright/test";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "../../apps/cli/test/clinic-on-trial.ts";

/** A migration whose full run can be started, on a product of its own without web server or worker. */
export interface ReadyRun {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly sandbox: Sandbox;
  readonly clinic: string;
  readonly migration: string;
  readonly person: Person;
  readonly password: string;
  /** Full runs of the migration. */
  runs(): Promise<number>;
  /** Records that the accounts say were created or updated: counted, not looked up in a total. */
  written(): Promise<number>;
  /** How far the steps of the full run are, all together: records are written, then finished, then read back. */
  progress(): Promise<number>;
  /** Resolves when a worker has been seen. */
  workerIsBack(): Promise<void>;
  /** Resolves when nobody holds a step. */
  isIdle(): Promise<void>;
  close(): Promise<void>;
}

const patients = 100;
const tenant = "Clinic of the truth";
const password = "correct-horse-battery-7";

/** Brings a sandbox clinic through audit, map, plan, schema and owners, and signs for its sample. */
export async function prepareRun(): Promise<ReadyRun> {
  const terminal = quietTerminal();
  const [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 9, patients }), startTrialProduct(terminal)]);
  const { composition } = product;
  const identity = createIdentityStore(composition.client, createSeal({ kek: product.key }));
  const made = await identity.people.createPerson({
    email: "olivia@truth.example",
    name: "Olivia Owner",
    passwordHash: await hashPassword(password),
  });
  if (made.kind !== "created") throw new Error(made.kind);
  const clinic = await identity.tenants.createTenant(tenant, made.person.id);
  const worker = product.startWorker({ isReplaced: false });
  const job = await openTrial(sandbox, product, terminal, tenant);
  await audit(job);
  await plan(job);
  await provisionPlan(job);
  await owners(job);
  await worker.stop();
  const { migration } = await job.open();
  for (const platform of ["cliniko", "dynamics"] as const)
    for await (const check of composition.test(clinic, migration, platform)) expect(check.verdict).not.toBe("fail");
  await job.store.transact(async (tx) => {
    const resolved = await tx.migrations.owners(migration.id);
    await tx.migrations.saveOwners(
      migration.id,
      resolved.map((one) => (one.userId === null ? { ...one, how: "chosen" as const } : one)),
    );
    const { id: personId, name: typedName } = made.person;
    const signed = {
      kind: "sample",
      digest: "0".repeat(64),
      statement: "Looked at.",
      typedName,
      personId,
      role: "owner",
    } as const;
    await tx.approvals.create(migration.id, signed);
  });
  const loads = () =>
    job.store.transact(async (tx) => (await tx.runs.list(migration.id)).filter(({ kind }) => kind === "load"));
  return {
    folder: product.folder,
    env: product.env,
    sandbox,
    clinic,
    migration: migration.id,
    person: made.person,
    password,
    runs: async () => (await loads()).length,
    written: () =>
      job.store.transact(async (tx) =>
        (await tx.accounts.count(migration.id))
          .filter(({ outcome }) => outcome === "created" || outcome === "updated")
          .reduce((sum, { count }) => sum + count, 0),
      ),
    progress: async () => {
      const [run] = await loads();
      const steps = await job.store.transact((tx) => tx.runs.steps(run?.id ?? ""));
      return steps.reduce((sum, { progress }) => sum + progress.done, 0);
    },
    workerIsBack: () =>
      expect
        .poll(async () => (await workersAlive(composition.client)).length, { timeout: 30_000, intervals: [50] })
        .toBe(1),
    isIdle: async () => {
      const [run] = await loads();
      const working = () => job.store.transact(async (tx) => (await tx.figures.pulse(run?.id ?? "")).working.length);
      await expect.poll(working, { timeout: 30_000 }).toBe(0);
    },
    close: async () => {
      await product.close();
      await sandbox.close();
    },
  };
}
