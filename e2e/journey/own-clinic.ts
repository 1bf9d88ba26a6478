import type { Sandbox } from "@flit/sandbox/sandbox";
import type { Page } from "@playwright/test";
import { me } from "../../apps/web/src/features/account/endpoints.ts";
import { acceptWarning, readAudit } from "../../apps/web/src/features/audit/endpoints.ts";
import { createMigration } from "../../apps/web/src/features/clinics/endpoints.ts";
import { ask } from "../ask.ts";
import { test as base } from "../fixtures.ts";
import { advances, type Place } from "../full-migration.ts";
import { connectTo, startOwnSandbox } from "../own-sandbox.ts";

const clinicSize = { seed: 1, patients: 60 };

/** A journey that writes to Dynamics has accounts of its own: two migrations of one clinic into one Dynamics collide. */
export const test = base.extend<{ readonly sandbox: Sandbox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what is needed.
  sandbox: async ({}, use) => {
    const sandbox = await startOwnSandbox(clinicSize);
    await use(sandbox);
    await sandbox.close();
  },
});

/** Starts a migration between a sandbox's accounts, and connects them in the name of an owner. */
export async function connectedMigration(owner: Page, name: string, sandbox: Sandbox): Promise<Place> {
  const clinic = (await ask(owner, me, {})).clinics[0]?.id ?? "";
  const { id: migration } = await ask(owner, createMigration, { clinic }, { name, isDemo: true });
  await connectTo(sandbox, owner, { clinic, migration });
  return { clinic, migration };
}

/** Takes steps of a whole migration in the name of those who may, in their order. */
export async function advance(
  people: { readonly owner: Page; readonly dynamicsAdmin: Page },
  place: Place,
  titles: readonly string[],
): Promise<void> {
  for (const title of titles) {
    const step = advances.find((one) => one.title === title);
    if (!step) throw new Error(`No step is called ${title}.`);
    await base.step(title, () => step.take(people, place));
  }
}

/** Takes responsibility for every warning of the audit. */
export async function acceptOpenWarnings(owner: Page, place: Place): Promise<void> {
  const { report } = await ask(owner, readAudit, place);
  for (const { key, why, verdict } of report?.checks ?? [])
    if (verdict === "warning") await ask(owner, acceptWarning, { ...place, key }, { why, reason: "Looked at." });
}
