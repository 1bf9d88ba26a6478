import { AxeBuilder } from "@axe-core/playwright";
import type { Sandbox } from "@flit/sandbox/sandbox";
import { expect, type Page } from "@playwright/test";
import { decideLines, editLine, proposeMap, readMap } from "../apps/web/src/features/mapping/endpoints.ts";
import type { LineView } from "../apps/web/src/features/mapping/line-view.ts";
import { freezeDraft } from "../apps/web/src/features/mapping/version-endpoints.ts";
import { ask } from "./ask.ts";
import type { Place } from "./full-migration.ts";
import { advance, test as base, connectedMigration } from "./journey/own-clinic.ts";
import {
  activeLine,
  type Confirmed,
  confirmByKeys,
  isRight,
  type LabelledLine,
  rightColumn,
  rowId,
} from "./labelled/confirm-fields.ts";
import { countedKeys } from "./labelled/counted-keys.ts";
import { type Account, formOf, labelledClinic, ownColumns, rightOf } from "./labelled/labelled-clinic.ts";
import { makeColumns } from "./labelled/make-columns.ts";
import { startOwnSandbox } from "./own-sandbox.ts";
import { product } from "./product-process.ts";
import { settled } from "./watched.ts";

const clinic = labelledClinic("harbour-uk");
const fields = 60;
const mostPresses = 90;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const first: Account = { series: "5b1e7d0a" };
/** The same people's second clinic: the form was copied, and some of its questions are put into other words. */
const second: Account = {
  series: "6c2f8e1b",
  reworded: {
    "Parent mobile": "Parent's mobile number",
    "What language do you speak at home?": "Language at home",
    "School / nursery": "Name of school or nursery",
    "Yr group": "School year",
    SENCO: "SENCO's name",
    Dx: "Diagnosis",
    "Wt (kg)": "Weight in kg",
    Diet: "What diet do you follow?",
    "Doctor's name": "GP's name",
    "Ref. date": "Date of referral",
    "Who is paying?": "Who pays for the sessions?",
    "Reason for d/c": "Reason for discharge",
    "Key safe code": "Code of the key safe",
  },
};

/** Starts a Cliniko that asks a labelled clinic's questions, beside a Dynamics with that clinic's own columns. */
const test = base.extend<{ startClinic(account: Account, seed: number): Promise<Sandbox> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what is needed.
  startClinic: async ({}, use) => {
    const started: Sandbox[] = [];
    await use(async (account, seed) => {
      const sandbox = await startOwnSandbox({ seed, patients: 60, customFields: formOf(clinic, account) });
      started.push(sandbox);
      await makeColumns(sandbox, ownColumns(clinic));
      return sandbox;
    });
    for (const sandbox of started) await sandbox.close();
  },
});

test.describe.configure({ timeout: 900_000 });

test("sixty fields of a labelled clinic are confirmed in 90 key presses, and a second clinic of the same people takes fewer", async ({
  guest,
  startClinic,
}) => {
  const page = await guest();
  await signInToSecondClinic(page);
  const place = await proposed(page, "Labelled clinic", await startClinic(first, 3));
  const before = await labelledLines(page, place, first);
  const ofTheirOwn = before.filter(({ right }) => right.isCustom);
  expect(before).toHaveLength(fields);
  expect(ofTheirOwn.length, "fields no curated map knows").toBeGreaterThanOrEqual(fields / 2);

  const [presses, how] = await test.step("the first clinic's fields are confirmed by keyboard", async () => {
    await openMap(page, place);
    const keys = countedKeys(page);
    const done = await confirmByKeys(page, keys, before);
    process.stdout.write(`first clinic: ${told(before, keys.presses, done)}\n`);
    await expectRight(page, place, before);
    expect(keys.presses).toBeLessThanOrEqual(mostPresses);
    return [keys.presses, done] as const;
  });
  expect(how.inBulk + how.oneByOne).toBe(fields);

  await test.step("u takes back a decision, and the list goes back to its line", async () => {
    await takeBackAndRepeat(page, before);
  });

  await test.step("columns that came near come first where another is chosen, and their list breaks no rule of WCAG 2.2 AA", async () => {
    await page.keyboard.press("m");
    await expect(page.getByLabel("Find a column")).toBeFocused();
    const found = page.getByRole("listbox", { name: "Columns" }).getByRole("option");
    await expect(found.first()).toContainText("came near");
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: /^Editor: / })).toBeHidden();
  });

  await test.step("the map is frozen: only then its decisions are remembered", async () => {
    await freeze(page, place);
  });

  await test.step("the second clinic's fields take fewer presses, and come out right as well", async () => {
    const other = await proposed(page, "Second labelled clinic", await startClinic(second, 4));
    const again = await labelledLines(page, other, second);
    expect(again).toHaveLength(fields);
    expect(remembered(again), "fields remembered, not guessed better").toBeGreaterThan(remembered(before) + fields / 2);
    await openMap(page, other);
    const keys = countedKeys(page);
    const done = await confirmByKeys(page, keys, again);
    process.stdout.write(`second clinic: ${told(again, keys.presses, done)}\n`);
    await expectRight(page, other, again);
    expect(keys.presses).toBeLessThan(presses);
  });
});

/** A migration between the sandbox's accounts whose map is proposed and untouched. */
/** What is learned from these maps is nothing that other tests' clinic should remember. */
async function signInToSecondClinic(page: Page): Promise<void> {
  const { people, password } = product();
  const owner = people.filter(({ role }) => role === "owner").at(-1);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(owner?.email ?? "");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("/");
}

async function proposed(page: Page, name: string, sandbox: Sandbox): Promise<Place> {
  const place = await connectedMigration(page, name, sandbox);
  await advance({ owner: page, dynamicsAdmin: page }, place, ["audit"]);
  await ask(page, proposeMap, place);
  return place;
}

/** Lines of the clinic's fields: the account's own first, then the fixed ones that are most worth a look. */
async function labelledLines(page: Page, place: Place, account: Account): Promise<readonly LabelledLine[]> {
  const { lines } = await ask(page, readMap, place);
  const all = rightOf(clinic, account).flatMap((right) => {
    const line = lines.find((one) => isOf(one, right.path));
    return line ? [{ line, right }] : [];
  });
  const own = all.filter(({ right }) => right.isCustom);
  const fixed = all
    .filter(({ right }) => !right.isCustom)
    .toSorted((a, b) => b.line.risk - a.line.risk || a.line.position - b.line.position);
  return [...own, ...fixed].slice(0, fields);
}

function isOf({ mapping, source, isLocked, decision }: LineView, path: string): boolean {
  return mapping === "patient" && source.path === path && !isLocked && decision === "open";
}

async function openMap(page: Page, { clinic: of, migration }: Place): Promise<void> {
  await page.goto(`/clinics/${of}/migrations/${migration}/mapping`);
  await page.getByRole("grid", { name: "Lines of the map" }).waitFor();
  await settled(page);
}

/** Every field is where people said it belongs, and decided: as the server has it. */
async function expectRight(page: Page, place: Place, all: readonly LabelledLine[]): Promise<void> {
  const undecided = async () => {
    const { lines } = await ask(page, readMap, place);
    const now = new Map(lines.map((line) => [line.id, line]));
    return all.flatMap((one) => {
      const line = now.get(one.line.id);
      const isLeft = one.right.decision === "ignore";
      const isDone = line?.decision === (isLeft ? "ignored" : "confirmed");
      return isDone && (isLeft || line.column?.name === expectedColumn(one)) ? [] : [one.right.label];
    });
  };
  await expect.poll(undecided).toEqual([]);
}

function expectedColumn(one: LabelledLine): string | undefined {
  return isRight(one) ? one.line.column?.name : rightColumn(one);
}

/** Goes to a line that is confirmed, takes back what was done last, sees it, and does it again. */
async function takeBackAndRepeat(page: Page, all: readonly LabelledLine[]): Promise<void> {
  const decided = page.getByText(/^\d+ of \d+ lines decided/);
  const before = Number.parseInt((await decided.textContent()) ?? "", 10);
  await page.keyboard.press("u");
  await expect(page.getByText("Undone.", { exact: true })).toBeVisible();
  await expect(decided).toHaveText(new RegExp(`^${before - 1} of `));
  const active = await activeLine(page);
  expect(all.map(({ line }) => rowId(line.id))).toContain(active);
  const row = page.locator(`[id="${active}"]`);
  await expect(row).not.toContainText(/Confirmed|Left out/);
  const line = all.find((one) => rowId(one.line.id) === active);
  await page.keyboard.press(line?.right.decision === "ignore" ? "x" : "c");
  await expect(decided).toHaveText(new RegExp(`^${before} of `));
}

/** Decides what is not looked at here: every other line as proposed, and values without a choice as nothing. */
async function freeze(page: Page, place: Place): Promise<void> {
  const { lines } = await ask(page, readMap, place);
  for (const { id, revision, problems } of lines)
    if (problems.some(({ code }) => code === "unknown-choice"))
      await ask(page, editLine, place, { id, revision, edit: { kind: "otherwise", index: 0, to: null } });
  const open = (await ask(page, readMap, place)).lines.filter((line) => !line.isLocked && line.decision === "open");
  const decided = open.map(({ id, revision }) => ({ id, revision }));
  await ask(page, decideLines, place, { decision: "confirm", lines: decided });
  await ask(page, freezeDraft, place);
}

function told(all: readonly LabelledLine[], presses: number, { inBulk, corrected, leftOut }: Confirmed): string {
  const own = all.filter(({ right }) => right.isCustom).length;
  return `${all.length} fields (${own} of the account's own, ${remembered(all)} remembered) in ${presses} key presses: ${inBulk} confirmed at once, ${all.length - inBulk} one by one, ${corrected} of them corrected, ${leftOut} left out`;
}

/** How many lines are proposed as people decided them in an earlier map. */
function remembered(all: readonly LabelledLine[]): number {
  return all.filter(({ line }) => line.reason.startsWith("Decided like this before.")).length;
}
