import { setTimeout } from "node:timers/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { goToStep } from "./steps.ts";

const slowLineMs = 1_500;

/** Has a map proposed, and goes through it with keys alone: decides, takes back, decides the rest and freezes. */
export async function confirmMapByKeys(page: Page): Promise<void> {
  await goToStep(page, "Mapping review");
  await press(page.getByRole("button", { name: "Propose the map" }));
  const grid = page.getByRole("grid", { name: "Lines of the map" });
  await expect(grid.getByRole("row").nth(1)).toBeVisible({ timeout: 60_000 });
  const head = page.getByText(/^\d+ of \d+ lines decided/);
  const before = await decided(head);
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await expect.poll(() => decided(head)).toBe(before + 1);
  await page.keyboard.press("u");
  await expect.poll(() => decided(head)).toBe(before);
  // Decisions are shown before the server has them: over a slow line, freezing must wait for them.
  await page.route("**/map/decisions", async (route) => {
    await setTimeout(slowLineMs);
    await route.continue();
  });
  await press(page.getByRole("button", { name: "Choose all shown" }));
  await press(page.getByRole("main").getByRole("button", { name: "Confirm", exact: true }));
  await expect(head).toHaveText(/^(\d+) of \1 lines decided\. /, { timeout: 60_000 });
  await press(page.getByRole("button", { name: "Freeze the map" }));
  await press(page.getByRole("dialog", { name: "Freeze the map" }).getByRole("button", { name: "Freeze" }));
  const frozen = page.getByRole("dialog", { name: "The map is frozen as version 1" });
  await press(frozen.getByRole("link", { name: "Go to the schema plan" }));
  await expect(page.getByRole("heading", { level: 1, name: "Schema plan" })).toBeVisible();
}

async function decided(head: Locator): Promise<number> {
  return Number(/^\d+/.exec((await head.textContent()) ?? "")?.[0] ?? Number.NaN);
}

/** Presses a button as the keyboard does. */
async function press(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  await button.press("Enter");
}
