import { expect, type Locator, type Page } from "@playwright/test";
import { goToStep } from "./steps.ts";

const passMs = 120_000;

/** Opens a delta window in which passes are taken by hand. */
export async function openWindow(page: Page): Promise<void> {
  await goToStep(page, "Delta");
  await page.getByRole("button", { name: "Open the delta window" }).click();
  const dialog = page.getByRole("dialog", { name: "Open the delta window" });
  await dialog.getByLabel("How often a pass is taken").selectOption("Only when somebody starts one");
  await dialog.getByRole("button", { name: "Open it now" }).click();
  await expect(page.getByRole("region", { name: "Delta window" }).getByText("Open", { exact: true })).toBeVisible();
}

/** Takes a pass, and sees it as the newest of so many, finished. */
export async function takePass(page: Page, number: number): Promise<void> {
  await page.getByRole("button", { name: "Take a pass now" }).click();
  const passes = page.getByRole("region", { name: "Passes", exact: true });
  await expect(passes.getByText(number === 1 ? "1 pass so far." : `${number} passes so far.`)).toBeVisible();
  const newest = passes.getByRole("row").nth(1);
  await expect(newest.getByText(/^Complete/)).toBeVisible({ timeout: passMs });
  await expect(page.getByRole("region", { name: "Pass going on" })).toBeHidden();
}

/** The conflict about a field of a record, in the inbox. */
export function conflict(page: Page, field: string, sourceId: string): Locator {
  return page
    .getByRole("region", { name: "Conflicts" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: sourceId, exact: true }) })
    .filter({ hasText: field });
}
