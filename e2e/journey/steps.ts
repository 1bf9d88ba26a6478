import { expect, type Page } from "@playwright/test";

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
