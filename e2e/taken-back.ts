import { expect } from "@playwright/test";
import { readRollback, startPreview, startRollback } from "../apps/web/src/features/rollback/endpoints.ts";
import { ask } from "./ask.ts";
import { advanceTo, type People, type Place } from "./full-migration.ts";
import { peopleInDynamics } from "./journey/people-in-dynamics.ts";
import { connectTo, startOwnSandbox } from "./own-sandbox.ts";

const runMs = 180_000;
const edits = 30;

/**
 * Brings a migration to its loaded sample, lets people work with it, and takes the patients back with all that hangs
 * on them: what people changed stays. The pages need its platforms no more.
 */
export async function takeBackPatients(people: People, place: Place, name: string): Promise<void> {
  const sandbox = await startOwnSandbox({ seed: 5, patients: 60 });
  try {
    await connectTo(sandbox, people.owner, place);
    await advanceTo("sample", people, place);
    peopleInDynamics(sandbox).work(1, edits);
    await ask(people.owner, startPreview, place, { wish: { kind: "objects", objects: ["Patient"] } });
    const preview = async () => (await ask(people.owner, readRollback, place)).preview;
    await expect.poll(async () => (await preview())?.found != null, { timeout: runMs, intervals: [500] }).toBe(true);
    const wish = { preview: (await preview())?.run.id ?? "", typedName: name, requestKey: crypto.randomUUID() };
    await ask(people.owner, startRollback, place, {
      ...wish,
      reason: "The clinic wants to look at its patients first.",
    });
    const proof = async () => (await ask(people.owner, readRollback, place)).rollbacks[0]?.proof?.kept ?? 0;
    await expect.poll(proof, { timeout: runMs, intervals: [500] }).toBeGreaterThan(0);
  } finally {
    await sandbox.close();
  }
}
