import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./fixtures.ts";
import { openPage } from "./open-page.ts";
import { pages } from "./pages.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const looked of pages) {
  for (const theme of ["light", "dark"] as const) {
    test(`${looked.name} breaks no rule of WCAG 2.2 AA in ${theme} and fits 390 pixels`, async ({ as, guest }) => {
      const page = looked.role === null ? await guest() : await as(looked.role);
      await openPage(page, looked, theme);
      expect(await violations(page), "at 1440 pixels").toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await overhang(page), "pixels that have to be scrolled to at 390").toBe(0);
      expect(await violations(page), "at 390 pixels").toEqual([]);
    });
  }
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary?.replaceAll(/\s+/g, " ")}`,
    ),
  );
}

/** How much wider the page is than the window. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, (document.scrollingElement?.scrollWidth ?? 0) - innerWidth));
}
