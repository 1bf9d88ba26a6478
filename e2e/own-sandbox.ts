import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type Sandbox, type SandboxOptions, startSandbox } from "@flit/sandbox/sandbox";
import { type APIResponse, expect, type Page } from "@playwright/test";
import { saveCliniko, saveDynamics, saveFiles, testLine } from "../apps/web/src/features/connections/endpoints.ts";
import { request } from "./ask.ts";
import type { Place } from "./full-migration.ts";

/** Hours of the platforms' limits pass in minutes, as they do in the product's own sandbox. */
const timeScale = 60;
/** A key of its own: requests are counted by account, and this one is not the product's sandbox. */
const apiKey = "MS05LXNhbmRib3g-au2";

/** A clinic and a Dynamics 365 that no other test sees; whoever starts it closes it. */
export function startOwnSandbox(
  options: Required<Pick<SandboxOptions, "seed" | "patients">> & Pick<SandboxOptions, "customFields">,
): Promise<Sandbox> {
  return startSandbox({
    ...options,
    timeScale,
    clinikoRequestsPerMinute: 200,
    clinikoKeys: [{ apiKey, role: "administrator" }],
    now: Date.now(),
  });
}

/** What people type to connect to it. */
export function typedFor(
  sandbox: Sandbox,
): Pick<ReturnType<typeof migrateConfig>, "cliniko" | "dynamics" | "sharepoint"> {
  const { cliniko, dynamics, sharepoint } = migrateConfig(sandbox);
  return { cliniko: { ...cliniko, apiKey }, dynamics, sharepoint };
}

/**
 * Connects a demo migration to it, without the pages: how many requests Dynamics allows is kept from the demo, whose
 * limits pass as fast as the sandbox's clock. With those of the form a journey would wait minutes for its window.
 */
export async function connectTo(sandbox: Sandbox, owner: Page, place: Place): Promise<void> {
  const { cliniko, dynamics, sharepoint } = typedFor(sandbox);
  const { clientSecret, ...environment } = dynamics;
  const proof = { kind: "secret", clientSecret } as const;
  const key = { ...cliniko, requestsPerMinute: 180 * timeScale };
  await expectSaved(await request(owner, saveCliniko, place, key));
  await expectSaved(await request(owner, saveDynamics, place, { ...environment, proof }));
  await expectSaved(await request(owner, saveFiles, place, { choice: "sharepoint", ...sharepoint }));
}

/** These endpoints answer line by line how their tests go. */
async function expectSaved(reply: APIResponse): Promise<void> {
  const lines = (await reply.text()).split("\n").filter((line) => line !== "");
  expect(testLine.parse(JSON.parse(lines.at(-1) ?? "{}"))).toMatchObject({ kind: "end", isSaved: true });
}
