import { expect, type Page } from "@playwright/test";
import { proveIfAsked } from "./prove.ts";
import { goToStep } from "./steps.ts";

const provisionMs = 180_000;

/** Compares the map with the environment. */
export async function makePlan(page: Page): Promise<void> {
  await goToStep(page, "Schema plan");
  await page.getByRole("button", { name: "Make the plan" }).click();
  await expect(page.getByRole("button", { name: "Make it again" })).toBeVisible({ timeout: 60_000 });
}

/** Signs the plan: agrees, types one's name, and proves who it is where that is asked. */
export async function approvePlan(page: Page, name: string): Promise<void> {
  await goToStep(page, "Schema plan");
  await page.getByRole("checkbox", { name: "I have read the plan and agree to this sentence." }).check();
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Approve this plan" }).click();
  const approval = page.getByRole("region", { name: "Approval" });
  await proveIfAsked(page, approval.getByText("Approved", { exact: true }));
}

/** Has everything made that the plan lists, and sees it finished. */
export async function provision(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Create in Dynamics 365" }).click();
  await goToStep(page, "Overview");
  const plan = page.getByRole("main").getByRole("listitem").filter({ hasText: "Approved and created." });
  await expect(plan).toBeVisible({ timeout: provisionMs });
}
