import { expect, type Page } from "@playwright/test";
import type { LineView } from "../../apps/web/src/features/mapping/line-view.ts";
import { type CountedKeys, isFocused } from "./counted-keys.ts";
import type { Right } from "./labelled-clinic.ts";

/** A line of the map with what people said of its field. */
export interface LabelledLine {
  readonly line: LineView;
  readonly right: Right;
}

/** What was done to lines, by how. */
export interface Confirmed {
  readonly inBulk: number;
  readonly oneByOne: number;
  readonly corrected: number;
  readonly leftOut: number;
}

/** Whether what is proposed is what people said; a field to leave where it is must be left by a person. */
export function isRight({ line: { column }, right: { decision, columns } }: LabelledLine): boolean {
  if (decision === "create") return column !== null && column.state !== "existing";
  return decision === "map" && column !== null && columns.includes(column.name);
}

/** The column that is right for a line: the one that is there, else the one the migration makes for the field. */
export function rightColumn({ line: { id }, right: { columns } }: LabelledLine): string {
  return columns[0] ?? id.slice(id.indexOf(".") + 1);
}

/**
 * Confirms labelled lines by keyboard, like somebody who knows where each belongs: first those outside of the account's
 * own fields, where they stand in the list; then, of the account's own, what is proposed with high confidence, all at
 * once; then the others one by one, with another column where the proposed one is wrong.
 */
export async function confirmByKeys(page: Page, keys: CountedKeys, all: readonly LabelledLine[]): Promise<Confirmed> {
  const ids = new Set(all.map(({ line }) => line.id));
  const open = new Map(all.map((one) => [one.line.id, one]));
  let [corrected, leftOut] = [0, 0];
  const decide = async (one: LabelledLine) => {
    const row = page.locator(`[id="${rowId(one.line.id)}"]`);
    await expect(row).toContainText(one.line.column?.name ?? "Stays in Cliniko");
    if (one.right.decision === "ignore") {
      leftOut += 1;
      await keys.press("x");
    } else {
      if (!isRight(one)) {
        corrected += 1;
        await changeColumn(page, keys, rightColumn(one));
      }
      await keys.press("c");
    }
    open.delete(one.line.id);
  };
  for (const one of all.filter(({ right }) => !right.isCustom)) {
    await keys.pressUntil("j", async () => (await activeLine(page)) === rowId(one.line.id));
    await decide(one);
  }
  await keys.press("/", "Tab", "c", "u");
  await expect(page.getByLabel("Show")).toHaveValue("custom");
  const inBulk = await confirmHigh(page, keys, [...open.values()]);
  for (const { line } of inBulk) open.delete(line.id);
  while (open.size > 0) {
    const active = await activeLine(page);
    const one = [...open.values()].find(({ line }) => rowId(line.id) === active);
    if (one) await decide(one);
    else await keys.press("j");
    if (open.size > 0) await expect.poll(() => activeLine(page), "the list goes on").not.toBe(active);
  }
  return { inBulk: inBulk.length, oneByOne: ids.size - inBulk.length, corrected, leftOut };
}

/** Confirms what is proposed with high confidence, without what is wrong; answers the lines. */
async function confirmHigh(
  page: Page,
  keys: CountedKeys,
  all: readonly LabelledLine[],
): Promise<readonly LabelledLine[]> {
  await keys.pressUntil("Tab", isFocused(page, /^Confirm all High/));
  await keys.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const labels = await dialog.getByRole("listitem").locator(".font-medium").allTextContents();
  const listed = labels.map((label) => all.find(({ right }) => right.label === label));
  const wrong = listed.flatMap((one, index) => (one === undefined || isRight(one) ? [] : [index]));
  if (wrong.length > 0) {
    await keys.pressUntil("Tab", () =>
      page.evaluate(() => document.activeElement?.matches("[role=dialog] li input") ?? false),
    );
    let at = 0;
    for (const index of wrong) {
      const fromEnd = labels.length - 1 - index;
      const isLate = fromEnd + 1 < Math.abs(index - at);
      if (isLate) await keys.press("End");
      const steps = isLate ? -fromEnd : index - at;
      await keys.press(...Array.from({ length: Math.abs(steps) }, () => (steps > 0 ? "ArrowDown" : "ArrowUp")), " ");
      await expect(dialog.getByRole("checkbox").nth(index)).not.toBeChecked();
      at = index;
    }
  }
  const kept = listed.flatMap((one, index) => (one === undefined || wrong.includes(index) ? [] : [one]));
  for (const one of kept) expect(isRight(one), one.right.label).toBe(true);
  await keys.pressUntil("Tab", isFocused(page, /^Confirm these/));
  await keys.press("Enter");
  await expect(page.getByText(`${labels.length - wrong.length} lines confirmed.`).first()).toBeVisible();
  return kept;
}

/** Gives the active line another column: among those that came near, else by typing its name. */
async function changeColumn(page: Page, keys: CountedKeys, wanted: string): Promise<void> {
  await keys.press("m");
  const find = page.getByLabel("Find a column");
  await expect(find).toBeFocused();
  const place = async () => {
    const options = await page.getByRole("listbox", { name: "Columns" }).getByRole("option").allTextContents();
    return options.findIndex((text) => text.includes(`${wanted} · `));
  };
  const letters = [...wanted.slice(wanted.indexOf("_") + 1)];
  let index = await place();
  for (const letter of letters) {
    if (index >= 0 && index <= 3) break;
    await keys.press(letter);
    index = await place();
  }
  expect(index, `${wanted} can be chosen`).toBeGreaterThanOrEqual(0);
  await keys.press(...Array.from({ length: index }, () => "ArrowDown"), "Enter");
  const editor = page.getByRole("region", { name: /^Editor: / });
  await expect(editor.getByText(new RegExp(`^${wanted} · `))).toBeVisible();
}

/** Id of the row that the list names as its active one. */
export async function activeLine(page: Page): Promise<string> {
  return (await page.getByRole("grid", { name: "Lines of the map" }).getAttribute("aria-activedescendant")) ?? "";
}

/** As the list calls its rows. */
export function rowId(line: string): string {
  return `line-${line.replaceAll(/\s/g, "_")}`;
}
