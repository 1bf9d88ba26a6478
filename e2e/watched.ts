import type { BrowserContext, ConsoleMessage, Page, Response } from "@playwright/test";

/** A failed answer a test asks for on purpose. */
export interface ExpectedFailure {
  readonly status: number;
  /** End of the address's path. */
  readonly path: RegExp;
}

/** Everything that goes wrong in a context's pages; what is expected has to be said before it happens. */
export interface Watch {
  expectFailure(failure: ExpectedFailure): void;
  /** In the order in which they happened; addresses without their query. */
  readonly problems: readonly string[];
}

/** Watches all pages of a context: errors in the console or uncaught, failed answers, what the policy stopped. */
export async function watch(context: BrowserContext): Promise<Watch> {
  const expected: ExpectedFailure[] = [];
  const problems: string[] = [];
  const isExpected = (status: number | null, url: string) =>
    expected.some((one) => (status === null || one.status === status) && one.path.test(new URL(url).pathname));

  await context.exposeBinding("flitPolicyStopped", (_, what: string) => void problems.push(`policy stopped ${what}`));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, lineNumber, sourceFile }) => {
      const tell: unknown = Reflect.get(globalThis, "flitPolicyStopped");
      const what = `${effectiveDirective} ${blockedURI} (${sourceFile}:${lineNumber})`;
      if (typeof tell === "function") tell(what);
    });
  });
  context.on("request", (request) => {
    if (pathOf(request.url()) === "/api/csp-report")
      problems.push(`policy report from ${pathOf(request.frame().url())}`);
  });
  context.on("requestfailed", (request) => {
    // Whoever leaves a page gives up what it was asking for.
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED") problems.push(`${reason}: ${request.method()} ${pathOf(request.url())}`);
  });
  context.on("response", (response: Response) => {
    const [status, url] = [response.status(), response.url()];
    if (status >= 400 && !isExpected(status, url)) problems.push(`${status}: ${pathOf(url)}`);
  });
  context.on("console", (message: ConsoleMessage) => {
    const { url } = message.location();
    const isOfAnswer = message.text().startsWith("Failed to load resource");
    if (message.type() !== "error" || (isOfAnswer && url !== "" && isExpected(null, url))) return;
    problems.push(`console: ${message.text().slice(0, 300)}`);
  });
  context.on("weberror", (error) => problems.push(`uncaught: ${error.error().message.slice(0, 300)}`));
  return { problems, expectFailure: (failure) => void expected.push(failure) };
}

/** Waits until a page shows its content instead of bars standing for it. */
export async function settled(page: Page): Promise<void> {
  // Attached, not seen: behind an open dialog the page is hidden from roles.
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector('[role="status"][aria-label="Loading"]') === null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
