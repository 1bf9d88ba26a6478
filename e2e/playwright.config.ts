import { defineConfig, type Project } from "@playwright/test";
import { findChromium } from "../scripts/find-chromium.mjs";
import { e2eEnv } from "./env.ts";

const { FLIT_SCREENS: screens, FLIT_LARGE: large } = e2eEnv();
const executablePath = await findChromium();
const prepare = { name: "prepare", testMatch: "prepare.setup.ts" };

/** Chromium against the whole product, which the set-up starts as `npm start` does. */
export default defineConfig({
  testDir: ".",
  outputDir: "../.flit/e2e",
  globalSetup: "./set-up.ts",
  // The machine has two cores, and works for the product as well.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-AU",
    timezoneId: "Australia/Sydney",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // A trace records every page all the time; `npm run e2e -- --trace on <spec>` makes one where it is wanted.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath !== null && { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-software-rasterizer",
      ],
    },
  },
  projects: [...projects()],
});

function projects(): readonly Project[] {
  if (large !== undefined) return [{ name: "large", testMatch: "large.spec.ts" }];
  if (screens !== undefined)
    return [prepare, { name: "screens", testMatch: "screens.spec.ts", dependencies: ["prepare"] }];
  const journey = (name: string) => ({ name, testMatch: `${name}.spec.ts` });
  return [
    // The longest first: a phase ends when its last test has ended. They have sandboxes of their own.
    ...["rollback", "hand-over"].map(journey),
    prepare,
    ...["wrong-map", "truth", "gold-keys"].map(journey),
    // The journey steers the sandbox, which the prepared migration has finished with by then.
    { name: "journey", testMatch: "journey.spec.ts", dependencies: ["prepare"] },
    { name: "mapping", testMatch: "mapping.spec.ts", dependencies: ["prepare"] },
    { name: "pages", testMatch: "accessibility.spec.ts", dependencies: ["prepare"] },
  ];
}
