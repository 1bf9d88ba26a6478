import { expect, type Page } from "@playwright/test";

/** From the list of migrations: starts one with the clinic's own accounts, and arrives at its overview. */
export async function startMigration(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Start a migration" }).click();
  const dialog = page.getByRole("dialog", { name: "Start a migration" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Start with your clinic" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** From anywhere: opens a migration somebody else started, by its name in the list. */
export async function openMigration(page: Page, name: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}
