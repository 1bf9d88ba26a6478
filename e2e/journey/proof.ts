import { expect, type Locator, type Page } from "@playwright/test";
import { product } from "../product-process.ts";

/** Waits for what an act leads to; who is asked to prove who they are does so first. */
export async function proveIfAsked(page: Page, outcome: Locator): Promise<void> {
  const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(proof.or(outcome).first()).toBeVisible();
  if (!(await proof.isVisible())) return;
  await proof.getByLabel("Password").fill(product().password);
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(outcome).toBeVisible();
}
