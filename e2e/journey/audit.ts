import { expect, type Page } from "@playwright/test";
import { goToStep } from "./steps.ts";

const auditMs = 120_000;

/** Has the account read, and waits for what was found. */
export async function audit(page: Page): Promise<void> {
  await goToStep(page, "Audit");
  await page.getByRole("button", { name: "Start the audit" }).click();
  await expect(page.getByRole("region", { name: "Pre-flight checks" })).toBeVisible({ timeout: auditMs });
}

/** Takes responsibility for every warning, each with a reason. */
export async function acceptWarnings(page: Page, reason: string): Promise<void> {
  const checks = page.getByRole("region", { name: "Pre-flight checks" });
  const open = checks.getByRole("button", { name: /^Accept: / });
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().click();
    const dialog = page.getByRole("dialog", { name: /^Accept: / });
    await dialog.getByLabel("Why this is acceptable").fill(reason);
    await dialog.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(open).toHaveCount(left - 1);
  }
  await expect(checks.getByText("Nothing stands in the way.")).toBeVisible();
}
