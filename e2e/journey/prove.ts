import { expect, type Locator, type Page } from "@playwright/test";
import { product } from "../product-process.ts";

/** Has the server ask the page's person at the next request there who they are, as it does five minutes after a proof. */
export async function askForProof(page: Page, path: RegExp): Promise<void> {
  const body = { code: "prove-again", message: "Confirm that it is you: enter your password again." };
  await page.route(path, (route) => route.fulfill({ status: 403, json: body }), { times: 1 });
}

/** Confirms by password who one is. */
export async function prove(page: Page): Promise<void> {
  const dialog = proofDialog(page);
  await dialog.getByLabel("Password").fill(product().password);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toBeHidden();
}

/** Waits for what comes next, and confirms who one is where that is asked before. */
export async function proveIfAsked(page: Page, next: Locator): Promise<void> {
  await expect(proofDialog(page).or(next).first()).toBeVisible();
  if (await proofDialog(page).isVisible()) await prove(page);
}

export function proofDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "Confirm that it is you" });
}
