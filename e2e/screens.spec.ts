import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { e2eEnv } from "./env.ts";
import { test } from "./fixtures.ts";
import { openPage } from "./open-page.ts";
import { pages } from "./pages.ts";

const folder = resolve(e2eEnv().FLIT_SCREENS ?? "");
const shown = fileURLToPath(new URL("../docs/screens", import.meta.url));
const largestShown = 150_000;

for (const looked of pages) {
  test(`${looked.name} is pictured in both colours and widths`, async ({ as, guest, expectFailure }) => {
    if (looked.fails) expectFailure(looked.fails);
    mkdirSync(folder, { recursive: true });
    const page = looked.role === null ? await guest() : await as(looked.role);
    for (const theme of ["light", "dark"] as const) {
      await openPage(page, looked, theme);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        // Chromium may lay a whole page out before it knows the window's new size; after a plain picture it knows.
        await page.screenshot();
        await page.screenshot({ path: join(folder, `${looked.name}-${theme}-${width}.png`), fullPage: true });
      }
      await page.setViewportSize({ width: 1440, height: 560 });
      if (looked.isShown && theme === "light") {
        const path = join(shown, `${looked.name}.png`);
        await page.screenshot({ path });
        expect(statSync(path).size, `${path} has to stay small`).toBeLessThan(largestShown);
      }
    }
  });
}
