import type { Sandbox } from "@flit/sandbox/sandbox";
import { expect, type Page } from "@playwright/test";
import { startTrialSandbox } from "../../apps/cli/test/clinic-on-trial.ts";
import { addressOf } from "../../apps/web/src/api/address.ts";
import type { Endpoint, Scope } from "../../apps/web/src/api/endpoint.ts";
import { me, proveAgain } from "../../apps/web/src/features/account/endpoints.ts";
import { acceptWarning, readAudit } from "../../apps/web/src/features/audit/endpoints.ts";
import { createMigration } from "../../apps/web/src/features/clinics/endpoints.ts";
import { saveCliniko, saveDynamics, saveFiles } from "../../apps/web/src/features/connections/endpoints.ts";
import { ask } from "../ask.ts";
import { test as base } from "../fixtures.ts";
import { advances } from "../full-migration.ts";
import { product } from "../product-process.ts";

export interface Place {
  readonly clinic: string;
  readonly migration: string;
}

const patients = 60;

/** A journey that writes to Dynamics has accounts of its own: two migrations of one clinic into one Dynamics collide. */
export const test = base.extend<{ readonly sandbox: Sandbox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what is needed.
  sandbox: async ({}, use) => {
    const sandbox = await startTrialSandbox({ patients });
    await use(sandbox);
    await sandbox.close();
  },
});

/** Starts a migration between a sandbox's accounts, and connects them in the name of an owner. */
export async function connectedMigration(owner: Page, name: string, sandbox: Sandbox): Promise<Place> {
  const [first] = (await ask(owner, me, {})).clinics;
  if (!first) throw new Error("The owner works in no clinic.");
  const clinic = first.id;
  const place = { clinic, migration: (await ask(owner, createMigration, { clinic }, { name, isDemo: false })).id };
  await told(owner, proveAgain, {}, { password: product().password, code: "" });
  const { cliniko, dataverse, entra, graph } = sandbox;
  const connections = [
    told(owner, saveCliniko, place, {
      apiKey: cliniko.apiKey,
      vendorName: "Harbour",
      vendorEmail: "owner@harbour.example",
      baseUrl: cliniko.url,
      // The sandbox's clock goes faster, and so do its limits.
      requestsPerMinute: 10_000,
    }),
    told(owner, saveDynamics, place, {
      url: dataverse.url,
      tenantId: entra.tenantId,
      clientId: entra.clientId,
      authorityUrl: entra.authority,
      proof: { kind: "secret", clientSecret: entra.clientSecret },
    }),
  ];
  for (const answer of await Promise.all(connections)) expect(answer).toContain('"isSaved":true');
  const files = { choice: "sharepoint", siteUrl: graph.siteUrl, graphUrl: graph.url } as const;
  expect(await told(owner, saveFiles, place, files)).toContain('"isSaved":true');
  return place;
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

/** What an endpoint that answers a stream, or a cookie, says. */
async function told<Params extends object, Body>(
  page: Page,
  endpoint: Endpoint<Scope, Params, Body, unknown>,
  params: Params,
  body: Body,
): Promise<string> {
  const response = await page.request.fetch(addressOf(endpoint.path, params), {
    method: endpoint.method,
    headers: { origin: product().url, "content-type": "application/json" },
    data: JSON.stringify(body),
  });
  expect(response.ok(), `${endpoint.path}: ${response.status()}`).toBe(true);
  return response.text();
}
