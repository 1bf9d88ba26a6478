import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";

const passMs = 300_000;

/** Takes responsibility for an issue. */
export async function acceptIssue(page: Page, title: string | RegExp, reason: string): Promise<void> {
  await issue(page, title).getByRole("button", { name: "Accept with reason" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept with reason" });
  await dialog.getByLabel("Why this is acceptable").fill(reason);
  await dialog.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Has an issue's records tried again, and waits until those that were right were compared again. */
export async function retryIssue(page: Page, title: string | RegExp): Promise<void> {
  await issue(page, title).getByRole("button", { name: "Try again" }).click();
  const again = page.getByRole("region", { name: "Tried again" });
  await expect(again).toContainText(/0 of \d+ records? compared again (has|have) changed\./, { timeout: passMs });
}

function issue(page: Page, title: string | RegExp): Locator {
  const head = page.getByRole("heading", { level: 2, name: title });
  return page.getByRole("main").getByRole("listitem").filter({ has: head });
}

/** Opens the delta window; people alone take passes. */
export async function openWindow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open the delta window" }).click();
  const dialog = page.getByRole("dialog", { name: "Open the delta window" });
  await dialog.getByLabel("How often a pass is taken").selectOption("Only when somebody starts one");
  await dialog.getByRole("button", { name: "Open it now" }).click();
  await expect(window(page).getByText("Open", { exact: true })).toBeVisible();
}

/** Takes a pass, and sees that it carried something over. */
export async function takePass(page: Page): Promise<void> {
  await window(page).getByRole("button", { name: "Take a pass now" }).click();
  const pass = page.getByRole("table", { name: "Passes, newest first" }).getByRole("row").nth(1);
  await expect(pass).toContainText("Complete", { timeout: passMs });
  await expect(pass.getByRole("button", { name: /^Carried over by this pass: [1-9]/ })).toBeVisible();
  await expect(window(page).getByText("Next pass")).toHaveCount(0);
}

/** Takes the final pass, which closes the window. */
export async function takeFinalPass(page: Page): Promise<void> {
  await window(page).getByRole("button", { name: "Final pass" }).click();
  const dialog = page.getByRole("dialog", { name: "Take the final pass?" });
  await dialog.getByLabel("Nobody writes in Cliniko any more.").check();
  await dialog.getByRole("button", { name: "Take the final pass" }).click();
  await expect(window(page).getByText("Closed", { exact: true })).toBeVisible({ timeout: passMs });
}

/** Ticks what people have to do, and marks the clinic as live. */
export async function goLive(page: Page): Promise<void> {
  const panel = page.getByRole("region", { name: "Going live" });
  for (const title of [
    "The clinic has stopped writing in Cliniko",
    "Workflows are rebuilt and switched on",
    "The people who work with it are trained",
    "Everyone knows when and where to start",
  ]) {
    await panel.getByRole("button", { name: `Tick: ${title}` }).click();
    await expect(panel.getByRole("button", { name: `Take back: ${title}` })).toBeVisible();
  }
  await panel.getByRole("button", { name: "Mark as live" }).click();
  await expect(panel.getByText("The clinic works in Dynamics 365")).toBeVisible();
}

/** The clinic's report: opened as a page, and saved as JSON. */
export async function handOver(page: Page): Promise<{ readonly report: Page; readonly json: string }> {
  const panel = page.getByRole("region", { name: "For the clinic" });
  const opened = page.waitForEvent("popup");
  await panel.getByRole("link", { name: "Print or PDF" }).click();
  const saved = page.waitForEvent("download");
  await panel.getByRole("link", { name: "JSON" }).click();
  const json = await readFile(await (await saved).path(), "utf8");
  expect(() => JSON.parse(json)).not.toThrow();
  return { report: await opened, json };
}

function window(page: Page): Locator {
  return page.getByRole("region", { name: "Delta window" });
}
