import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "./fixtures.ts";
import { openPage } from "./open-page.ts";
import { pages } from "./pages.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Rules of those tags that colours decide about: the rest is the same in the dark. */
const colourRules = ["color-contrast", "link-in-text-block"];
const widths = [1440, 390] as const;
/** What passes is counted, not described. */
const options: Parameters<AxeBuilder["options"]>[0] = { resultTypes: ["violations"] };

for (const looked of pages) {
  test(`${looked.name} breaks no rule of WCAG 2.2 AA in light or dark and fits 390 pixels`, async ({
    as,
    guest,
    expectFailure,
  }) => {
    if (looked.fails) expectFailure(looked.fails);
    const page = looked.role === null ? await guest() : await as(looked.role);
    await openPage(page, looked, "light");
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      expect(await overhang(page), `what sticks out at ${width} pixels`).toEqual([]);
      expect(
        await violations(new AxeBuilder({ page }).options(options).withTags(tags)),
        `light, ${width} pixels`,
      ).toEqual([]);
    }
    await page.setViewportSize({ width: widths[0], height: 844 });
    await darken(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      expect(
        await violations(new AxeBuilder({ page }).options(options).withRules(colourRules)),
        `dark, ${width} pixels`,
      ).toEqual([]);
    }
  });
}

test("a spinner does not turn before people who asked for less motion", async ({ guest }) => {
  const page = await guest();
  await page.goto("/sign-in");
  const endless = await page.evaluate(() => {
    const spinner = document.createElement("div");
    spinner.className = "animate-spin";
    document.body.append(spinner);
    return spinner.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === Infinity).length;
  });
  expect(endless).toBe(0);
});

/** Changes the colours in place, as the switch in the top bar does. */
async function darken(page: Page): Promise<void> {
  await page.evaluate(() => {
    // What changes its colour over time would be looked at halfway.
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important }");
    document.adoptedStyleSheets.push(still);
    document.documentElement.dataset.theme = "dark";
  });
}

async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  // There are no frames of others: the page itself can add up what was found, and a page for it need not be opened.
  const { violations } = await axe.setLegacyMode().analyze();
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
