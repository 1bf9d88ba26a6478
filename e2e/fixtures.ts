import type { Announced } from "@flit/cli/start/announce";
import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { product } from "./product-process.ts";
import { type ExpectedFailure, type Watch, watch } from "./watched.ts";

export type Role = Announced["people"][number]["role"];
type Stored = Awaited<ReturnType<BrowserContext["storageState"]>>;

interface Fixtures {
  /** A page of somebody who is signed in with this role, in the first demo clinic. */
  as(role: Role): Promise<Page>;
  /** A page of nobody. */
  guest(): Promise<Page>;
  /** Says before it happens that an answer will fail. */
  expectFailure(failure: ExpectedFailure): void;
}

/** Every page of every test is watched: a test in which anything went wrong fails, whatever else it saw. */
export const test = base.extend<Fixtures & { readonly contexts: Contexts }, { readonly signedIn: Map<Role, Stored> }>({
  signedIn: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what is needed.
    async ({}, use) => use(new Map()),
    { scope: "worker" },
  ],
  contexts: async ({ browser }, use) => {
    const contexts = new Contexts(browser);
    await use(contexts);
    const problems = await contexts.close();
    expect(problems, "what went wrong in the pages").toEqual([]);
  },
  as: async ({ contexts, signedIn }, use) => {
    await use(async (role) => {
      const known = signedIn.get(role);
      const context = await contexts.open(known);
      const page = await context.newPage();
      // Sessions end: by their limits, or because a proof gave the browser another token.
      if (!known || !(await context.request.get("/api/me")).ok()) {
        await signIn(page, role);
        signedIn.set(role, await context.storageState());
      }
      return page;
    });
  },
  guest: async ({ contexts }, use) => {
    await use(async () => (await contexts.open(undefined)).newPage());
  },
  expectFailure: async ({ contexts }, use) => {
    await use((failure) => contexts.expectFailure(failure));
  },
});

/** Signs in by the form, as people do. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, role);
  await page.waitForURL("/");
}

/** Fills in the form of a page that asks to sign in. */
export async function fillSignIn(page: Page, role: Role): Promise<void> {
  await page.getByLabel("E-mail").fill(person(role).email);
  await page.getByLabel("Password").fill(product().password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** The demo person of a role; of the first clinic, where there are several. */
export function person(role: Role): Announced["people"][number] {
  const found = product().people.find((one) => one.role === role);
  if (!found) throw new Error(`There is no demo person of the role ${role}.`);
  return found;
}

/** The browser contexts of one test. */
class Contexts {
  readonly #browser: Browser;
  readonly #open: { readonly context: BrowserContext; readonly watch: Watch }[] = [];
  readonly #expected: ExpectedFailure[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async open(stored: Stored | undefined): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      baseURL: product().url,
      ...(stored && { storageState: stored }),
    });
    const watched = await watch(context);
    for (const failure of this.#expected) watched.expectFailure(failure);
    this.#open.push({ context, watch: watched });
    return context;
  }

  expectFailure(failure: ExpectedFailure): void {
    this.#expected.push(failure);
    for (const { watch } of this.#open) watch.expectFailure(failure);
  }

  async close(): Promise<readonly string[]> {
    for (const { context } of this.#open) await context.close();
    return this.#open.flatMap(({ watch }) => watch.problems);
  }
}
