import { expect, type Page } from "@playwright/test";
import { proveIfAsked } from "./prove.ts";
import { goToStep } from "./steps.ts";

const runMs = 180_000;

/** Has everything moved, and sees it finished. */
export async function runInFull(page: Page): Promise<void> {
  await goToStep(page, "Run");
  await page.getByRole("button", { name: "Start the full run" }).click();
  const state = page.getByRole("region", { name: "Full run" }).getByRole("status");
  await proveIfAsked(page, state);
  await expect(state).toContainText("Complete", { timeout: runMs });
}
