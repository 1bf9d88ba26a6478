import { expect, type Page } from "@playwright/test";
import { goToStep } from "./steps.ts";

/** Matches practitioners to users, names a fallback owner, and decides about everybody who has no user. */
export async function resolveOwners(page: Page): Promise<void> {
  await goToStep(page, "Owners");
  await page.getByRole("button", { name: "Match to Dynamics users" }).click();
  await expect(page.getByRole("button", { name: "Match again" })).toBeVisible({ timeout: 60_000 });
  await page.getByLabel("Fallback owner: Choose a user").click();
  await page.getByRole("listbox").getByRole("option", { disabled: false }).first().click();
  await expect(page.getByText("Enabled, with a role")).toBeVisible();
  const suggestions = page.getByRole("button", { name: /^Confirm all suggestions/ });
  if (await suggestions.isVisible()) {
    await suggestions.click();
    const dialog = page.getByRole("dialog", { name: "Confirm all suggestions" });
    await dialog.getByRole("button", { name: /^Confirm/ }).click();
    await expect(dialog).toBeHidden();
  }
  await page
    .getByRole("tab")
    .filter({ hasText: /without|unresolved|no user/i })
    .first()
    .click();
  const all = page.getByRole("button", { name: /^Select all/ });
  if (await all.isVisible()) await all.click();
  const leave = page.getByRole("button", { name: "Leave to fallback" });
  if (await leave.isVisible()) await leave.click();
  await expect(page.getByText("Every record has an enabled owner")).toBeVisible();
}
