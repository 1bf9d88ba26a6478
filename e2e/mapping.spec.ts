import { AxeBuilder } from "@axe-core/playwright";
import { startTestingProvider } from "@flit/model/testing-provider";
import { expect, type Page } from "@playwright/test";
import { createMigration } from "../apps/web/src/features/clinics/endpoints.ts";
import { readKnowledge } from "../apps/web/src/features/knowledge/endpoints.ts";
import { agree, removeModel, saveModel } from "../apps/web/src/features/knowledge/model-endpoints.ts";
import { readMap } from "../apps/web/src/features/mapping/endpoints.ts";
import { ask, request } from "./ask.ts";
import { test } from "./fixtures.ts";
import { advances } from "./full-migration.ts";
import { readPrepared } from "./places.ts";
import { product } from "./product-process.ts";
import { settled } from "./watched.ts";

// What one test does to the map, the next one sees.
test.describe.configure({ mode: "serial", timeout: 240_000 });

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Milliseconds a key, and a filter, may take until the answer is painted. */
const limits = { key: 100, filter: 300 } as const;
/** A map of many lines is confirmed line by line until so many are left to look at. */
const mostByKey = 60;

let path: string;
let place: { readonly clinic: string; readonly migration: string };

test("a map is proposed at one press from what the audit found", async ({ as }) => {
  const page = await as("owner");
  const { clinic } = readPrepared();
  const made = { name: "Map to confirm", isDemo: true };
  const { id: migration } = await ask(page, createMigration, { clinic }, made);
  place = { clinic, migration };
  path = `/clinics/${clinic}/migrations/${migration}/mapping`;
  await page.goto(path);
  await expect(page.getByRole("link", { name: "Go to the audit" })).toBeVisible();
  const audit = advances.find(({ title }) => title === "audit");
  await audit?.take({ owner: page, dynamicsAdmin: page }, { clinic, migration });
  await page.getByRole("button", { name: "Propose the map" }).click();
  await expect(page.getByRole("grid", { name: "Lines of the map" })).toBeVisible();
});

test("keys and filters are answered within their limits on a map of more than 300 lines", async ({ as }) => {
  const page = await as("owner");
  const grid = await openMap(page);
  expect(Number(await grid.getAttribute("aria-rowcount"))).toBeGreaterThan(300);
  expect(await page.getByRole("row").count(), "only what is seen is drawn").toBeLessThan(40);
  await watchPaints(page);
  await grid.focus();
  // What is left out is taken back: it may be a line that others need.
  const pressed = ["j j", "k j", "c j", "x u j"].flatMap((some) => Array.from({ length: 10 }, () => some.split(" ")));
  for (const key of pressed.flat()) {
    await page.keyboard.press(key);
    await page.waitForTimeout(40);
  }
  const keys = await paints(page);
  await page.keyboard.press("/");
  for (const key of "phone") await page.keyboard.press(key, { delay: 40 });
  await page.getByLabel("Show").selectOption("review");
  await page.getByLabel("Show").selectOption("all");
  await page.waitForTimeout(300);
  const filters = await paints(page);
  process.stdout.write(`keys: ${figures(keys)}; filters: ${figures(filters)}\n`);
  expect(median(keys)).toBeLessThanOrEqual(limits.key);
  expect(median(filters)).toBeLessThanOrEqual(limits.filter);
});

test("the editor breaks no rule of WCAG 2.2 AA, beside the list and over it, in both colours", async ({ as }) => {
  const page = await as("owner");
  for (const theme of ["light", "dark"] as const)
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.context().addCookies([{ name: "theme", value: theme, url: product().url }]);
      await openMap(page);
      await page.keyboard.press("j");
      await page.keyboard.press("e");
      await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
      await settled(page);
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
      ).toEqual([]);
    }
});

test("what should happen is said by keyboard, seen on real records, and breaks no rule of WCAG 2.2 AA", async ({
  as,
}) => {
  const page = await as("owner");
  await page.goto(`${path}?line=patient.firstname`);
  const said = page.getByLabel("Say what should happen");
  for (const [words, shown] of [
    ["upper case", "Before and after, on real records"],
    ["take the number", "A number can be taken in two ways. Which one?"],
    ["nur die Ziffern", "This was not understood"],
  ] as const) {
    await said.fill(words);
    await page.keyboard.press("Enter");
    await expect(page.getByText(shown)).toBeVisible();
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await said.fill("upper case");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Small letters are lost.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Use this" })).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).last().click();
  await expect(page.getByRole("button", { name: "Use this" })).toHaveCount(0);
});

test("the clinic's model says in other words what was typed: the exact text first, and what it said has to be taken", async ({
  as,
}) => {
  const page = await as("owner");
  const { clinic } = place;
  const provider = await startTestingProvider();
  try {
    provider.say(() => '{"sentence": "upper case"}');
    await request(
      page,
      saveModel,
      { clinic },
      {
        provider: "openai",
        model: "stand-in",
        endpoint: provider.url,
        apiKey: "a-key",
        monthlyCalls: 10,
        monthlyTokens: 100_000,
        timeoutSeconds: 10,
      },
    );
    const { example } = await ask(page, readKnowledge, { clinic });
    await request(page, agree, { clinic }, { digest: example.digest, migration: null });
    await page.goto(`${path}?line=patient.firstname`);
    await page.getByLabel("Say what should happen").fill("shout it");
    await page.keyboard.press("Enter");
    await page.getByText("What would be sent", { exact: true }).click();
    await expect(page.getByLabel("Text that would be sent")).toContainText('"said": "shout it"');
    expect(provider.received).toEqual([]);
    await page.getByRole("button", { name: "Ask the model" }).click();
    await expect(page.getByText("The model said it as: “upper case”")).toBeVisible();
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole("button", { name: "First name in upper case" }).click();
    await expect(page.getByText("Small letters are lost.")).toBeVisible();
    await expect(page.getByText("Before and after, on real records")).toBeVisible();
    await expect(page.getByText("The model said it as: “upper case”")).toBeVisible();
    await page.getByRole("button", { name: "Discard" }).last().click();
    expect(provider.received).toHaveLength(1);
  } finally {
    await request(page, removeModel, { clinic });
    await provider.close();
  }
});

test("the whole map is confirmed and frozen by keyboard alone, and an edit afterwards says what it means", async ({
  as,
}) => {
  const page = await as("owner");
  const grid = await openMap(page);
  await tabTo(page, /^Confirm all High/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await tabTo(page, /^Confirm these/);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/lines confirmed\./).first()).toBeVisible();
  await page.goto(`${path}?show=open`);
  await grid.waitFor();
  const none = page.getByText(/^0 of \d+ lines$/);
  for (let left = mostByKey; left > 0 && !(await none.isVisible()); left -= 1) {
    await page.keyboard.press("c");
    await page.waitForTimeout(60);
  }
  await expect(none).toBeVisible();
  const open = async () => (await ask(page, readMap, place)).lines.filter(({ decision }) => decision === "open").length;
  await expect.poll(open).toBe(0);
  await page.goto(path);
  await grid.waitFor();
  await tabTo(page, /^Freeze the map/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Everything is decided");
  await tabTo(page, /^Freeze$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The map is frozen as version 1" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Version 1 is frozen")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("The draft differs from version 1, which is in force")).toBeVisible();
  await page.keyboard.press("u");
  await expect(page.getByText("Version 1 is frozen")).toBeVisible();
});

test("letters that were switched off do nothing, and arrows go on working", async ({ as }) => {
  const page = await as("owner");
  const grid = await openMap(page);
  const active = () => grid.getAttribute("aria-activedescendant");
  await page.keyboard.press("?");
  await page.getByLabel("Single letters act").uncheck();
  await page.keyboard.press("Escape");
  await grid.focus();
  const first = await active();
  await page.keyboard.press("j");
  expect(await active()).toBe(first);
  await page.keyboard.press("ArrowDown");
  expect(await active()).not.toBe(first);
});

async function openMap(page: Page) {
  await page.goto(path);
  const grid = page.getByRole("grid", { name: "Lines of the map" });
  await grid.waitFor();
  await settled(page);
  return grid;
}

/** Presses Tab until a button of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 400; presses += 1) {
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (name.test(focused)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${name}.`);
}

/** Notes for each key and input how long it takes until the page is painted again. */
async function watchPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    const taken: number[] = [];
    Object.assign(globalThis, { taken });
    const note = (event: Event) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => taken.push(performance.now() - event.timeStamp);
        port2.postMessage(null);
      });
    for (const name of ["keydown", "input"]) addEventListener(name, note, { capture: true });
  });
}

/** Milliseconds noted since they were last asked for. */
function paints(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { taken } = globalThis as unknown as { readonly taken: number[] };
    return taken.splice(0);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;
}

function figures(values: readonly number[]): string {
  return `median ${median(values).toFixed(0)} ms, most ${Math.max(...values).toFixed(0)} ms of ${values.length}`;
}
