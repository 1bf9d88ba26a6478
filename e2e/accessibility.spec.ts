import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./fixtures.ts";
import { openPage } from "./open-page.ts";
import { pages } from "./pages.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const looked of pages) {
  for (const theme of ["light", "dark"] as const) {
    test(`${looked.name} breaks no rule of WCAG 2.2 AA in ${theme} and fits 390 pixels`, async ({
      as,
      guest,
      expectFailure,
    }) => {
      if (looked.fails) expectFailure(looked.fails);
      const page = looked.role === null ? await guest() : await as(looked.role);
      await openPage(page, looked, theme);
      expect(await violations(page), "at 1440 pixels").toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await overhang(page), "what sticks out at 390 pixels").toEqual([]);
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

/** What sticks out of the window at its right side, so that the page has to be scrolled; empty when it fits. */
function overhang(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if ((document.scrollingElement?.scrollWidth ?? 0) <= innerWidth) return [];
    const isOut = (element: Element) => element.getBoundingClientRect().right > innerWidth;
    const isScrolled = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX !== "visible" || isScrolled(element.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter((one) => isOut(one) && !isScrolled(one.parentElement));
    return out
      .filter((one) => ![...one.children].some(isOut))
      .map(
        (one) =>
          `${one.tagName.toLowerCase()} "${one.textContent?.slice(0, 40)}" to ${one.getBoundingClientRect().right}`,
      )
      .slice(0, 5);
  });
}
