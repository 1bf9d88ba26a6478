import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { cliEnv } from "@flit/cli/env";
import { startWebProcess, type WebProcess } from "@flit/cli/start/web-process";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { prepareRun, type ReadyRun } from "./truth/prepare-run.ts";

/** Coming back means: within these milliseconds the page tells the truth. */
const truthMs = 5_000;
/** Each request takes so long that the run outlasts what is done to it. */
const slowMs = 4_000;

let ready: ReadyRun;
let web: WebProcess | null = null;
let worker: ChildProcess | null = null;
let port = 0;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  ready = await prepareRun();
  port = await freePort();
});
test.afterAll(async () => {
  await web?.kill();
  await kill(worker);
  await ready?.close();
});

test("while a run writes, the worker, the web server and the browser are killed and it is paused: the page tells the truth within 5 s of coming back", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  worker = startWorker();
  web = await startWeb();
  let page = await openRun(browser);
  ready.sandbox.setFaults({
    dataverse: { seed: 1, rules: [{ kind: "slow", match: "", probability: 1, amount: slowMs }] },
  });
  // Twice at once: one run.
  await page.getByRole("button", { name: "Start the full run" }).dblclick();
  await expect(state(page)).toContainText("Running", { timeout: 15_000 });
  await expect.poll(() => shownWritten(page), { timeout: 60_000 }).toBeGreaterThan(0);
  expect(await ready.runs()).toBe(1);

  // The worker is killed.
  await kill(worker);
  await expect(page.getByText("No worker is running", { exact: true })).toBeVisible({ timeout: truthMs });
  const resting = await ready.written();
  await expect.poll(() => shownWritten(page), { timeout: truthMs }).toBe(resting);
  worker = startWorker();
  await ready.workerIsBack();
  await expect(page.getByText("No worker is running", { exact: true })).toBeHidden({ timeout: truthMs });
  await expect.poll(() => shownWritten(page), { timeout: 60_000 }).toBeGreaterThan(resting);

  // The web server is killed; the run goes on without it.
  await web.kill();
  await expect(page.getByText("FlitStack cannot be reached at the moment")).toBeVisible({ timeout: 15_000 });
  const before = await ready.progress();
  await expect.poll(() => ready.progress(), { timeout: 60_000 }).toBeGreaterThan(before);
  web = await startWeb();
  const known = await ready.written();
  await expect.poll(() => shownWritten(page), { timeout: truthMs }).toBeGreaterThanOrEqual(known);
  await expect(page.getByText("FlitStack cannot be reached at the moment")).toBeHidden();
  await expect(state(page)).toContainText("Running");

  // It is paused: the counters rest and equal the books.
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(state(page)).toContainText("Paused", { timeout: truthMs });
  await ready.isIdle();
  expect(await shownWritten(page)).toBe(await ready.written());
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("dialog", { name: "Stop this run?" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Keep going" }).click();

  // The browser is closed and another one opened.
  await page.context().close();
  page = await openRun(browser);
  await expect(state(page)).toContainText("Paused", { timeout: truthMs });
  expect(await shownWritten(page)).toBe(await ready.written());
  ready.sandbox.setFaults({ dataverse: { seed: 1, rules: [] } });
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(state(page)).toContainText("Running", { timeout: truthMs });
  await expect(state(page)).toContainText("Complete", { timeout: 120_000 });
  expect(await shownWritten(page)).toBe(await ready.written());
  const told = page.getByRole("list", { name: "What happened" });
  await expect(told).toContainText("Paused");
  await expect(told).toContainText(`by ${ready.person.name}`);
  await page.context().close();
});

async function violations(page: Page): Promise<readonly string[]> {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.violations.map(({ id }) => id);
}

const state = (page: Page) => page.locator("[data-run-state]");

/** What the page shows as written, over all maps. */
async function shownWritten(page: Page): Promise<number> {
  const cells = await page.locator("tr[data-mapping] td:nth-child(4)").allTextContents();
  return cells.reduce((sum, text) => sum + Number(text.replaceAll(",", "")), 0);
}

async function openRun(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: url() });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(ready.person.email);
  await page.getByLabel("Password").fill(ready.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("/");
  await page.goto(`/clinics/${ready.clinic}/migrations/${ready.migration}/run`);
  return page;
}

const url = () => `http://127.0.0.1:${port}`;

function startWorker(): ChildProcess {
  const main = fileURLToPath(import.meta.resolve("@flit/worker/main"));
  const out = openSync(join(ready.folder, "worker.log"), "a");
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    env: { ...cliEnv().inherited, ...ready.env, FLIT_RECONCILE_MS: "1000", FLIT_TAKEOVER_MS: "3000" },
    stdio: ["ignore", out, out],
  });
}

function startWeb(): Promise<WebProcess> {
  const env = { ...ready.env, FLIT_URL: url(), NEXTAUTH_URL: url() };
  return startWebProcess({ port, env, log: join(ready.folder, "web.log") });
}

async function kill(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return free;
}
