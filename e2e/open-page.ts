import type { Page } from "@playwright/test";
import type { LookedAt } from "./pages.ts";
import { placeOf } from "./places.ts";
import { product } from "./product-process.ts";
import { settled } from "./watched.ts";

/** Opens a page in these colours and waits for its content. */
export async function openPage(page: Page, { needs, path }: LookedAt, theme: "light" | "dark"): Promise<void> {
  await page.context().addCookies([{ name: "theme", value: theme, url: product().url }]);
  await page.goto(path(placeOf(needs ?? "empty")));
  await settled(page);
}
