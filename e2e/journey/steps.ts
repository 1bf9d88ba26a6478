import { expect, type Page } from "@playwright/test";

/** Goes to a step of the migration by the list beside its pages; to "Overview" as well. */
export async function goToStep(page: Page, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Steps of the migration" }).getByRole("link", { name: title }).click();
  await expect(page.getByRole("navigation").getByRole("link", { name: title })).toHaveAttribute("aria-current", "page");
}

/** Reads in the overview whether a step is done; waits for what somebody else's work changes. */
export async function expectStep(
  page: Page,
  title: string,
  word: "Done" | "Your turn" | "Open" | "Later",
): Promise<void> {
  const row = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: title, exact: true }) });
  await expect(row.getByText(word, { exact: true })).toBeVisible();
}
