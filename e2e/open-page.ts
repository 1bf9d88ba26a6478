import type { Page } from "@playwright/test";
import type { LookedAt } from "./pages.ts";
import { readPrepared } from "./places.ts";
import { product } from "./product-process.ts";
import { settled } from "./watched.ts";

/** Opens a page in these colours and waits for its content. */
export async function openPage(page: Page, { path, opens }: LookedAt, theme: "light" | "dark"): Promise<void> {
  await page.context().addCookies([{ name: "theme", value: theme, url: product().url }]);
  // An address that differs by its fragment alone, or not at all, would not be loaded again.
  await page.goto("about:blank");
  await page.goto(path(readPrepared()));
  await settled(page);
  if (!opens) return;
  await opens(page);
  await page.getByRole("dialog").waitFor();
  await settled(page);
}
