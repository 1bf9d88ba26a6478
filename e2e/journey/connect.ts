import type { Announced } from "@flit/cli/start/announce";
import { expect, type Page } from "@playwright/test";
import { goToStep } from "./steps.ts";

const testMs = 60_000;

/** Types key and address, and has them tested and saved. */
export async function connectCliniko(page: Page, { apiKey, baseUrl }: Announced["sandbox"]["cliniko"]): Promise<void> {
  await goToStep(page, "Connect Cliniko");
  const change = page.getByRole("button", { name: "Change key or details" });
  const key = page.getByLabel("API key", { exact: true }).and(page.locator("input"));
  await expect(change.or(key)).toBeVisible();
  if (await change.isVisible()) await change.click();
  await key.fill(apiKey);
  await page.getByLabel("Other server address (optional)").fill(baseUrl);
  await page.getByText("Advanced").click();
  // The sandbox's clock goes faster, and so do its limits.
  await page.getByLabel("Requests per minute").fill("10000");
  await page.getByRole("main").getByRole("button", { name: "Test and save" }).click();
  await expect(outcome(page)).toBeVisible({ timeout: testMs });
  // What was saved is shown instead of the form a moment later.
  if ((await outcome(page).textContent())?.startsWith("Saved")) await expect(change).toBeVisible();
}

/** Types the environment and the application, and has them tested and saved. */
export async function connectDynamics(page: Page, typed: Announced["sandbox"]["dynamics"]): Promise<void> {
  await goToStep(page, "Connect Dynamics 365");
  const form = page.getByRole("region", { name: "Environment and application" });
  await form.getByLabel("Address of the environment").fill(typed.url);
  await form.getByLabel("Directory (tenant) ID").fill(typed.tenantId);
  await form.getByLabel("Application (client) ID").fill(typed.clientId);
  await form.getByRole("radio", { name: "Client secret" }).check();
  await form.getByLabel("Client secret", { exact: true }).last().fill(typed.clientSecret);
  await form.getByLabel("Other sign-in address (optional)").fill(typed.authorityUrl);
  await form.getByRole("button", { name: "Test and save" }).click();
  await expect(outcome(page)).toBeVisible({ timeout: testMs });
}

/** Has files moved to a site of SharePoint. */
export async function connectSharePoint(page: Page, typed: Announced["sandbox"]["sharepoint"]): Promise<void> {
  const form = page.getByRole("region", { name: "Patients' files" });
  await form.getByRole("radio", { name: "To a SharePoint site" }).check();
  await form.getByLabel("Address of the site").fill(typed.siteUrl);
  await form.getByLabel("Other Microsoft Graph address (optional)").fill(typed.graphUrl);
  await form.getByRole("button", { name: "Test and save" }).click();
  await expect(form.getByText("Saved", { exact: true })).toBeVisible({ timeout: testMs });
}

/** What a finished test says on top. */
function outcome(page: Page) {
  return page
    .getByRole("region", { name: "Test", exact: true })
    .getByText(/^(Saved|Saved, with problems|Not yet right)$/);
}
