import { expect, type Page } from "@playwright/test";
import { askForProof, proofDialog, prove } from "./prove.ts";

const lookMs = 120_000;

/** Has it looked at what taking everything back would do. */
export async function look(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Everything" }).check();
  await page.getByRole("button", { name: "Look first" }).click();
  const found = page.getByRole("region", { name: "What would happen", exact: true });
  await expect(found).toBeVisible({ timeout: lookMs });
  await expect(found.getByRole("region", { name: "What stays" })).toBeVisible();
}

/** Rolls back: types another name first, then the migration's, and confirms by password who one is. */
export async function confirmRollback(page: Page, name: string, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Roll back", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Roll back" });
  await dialog.getByLabel("Type the migration’s name").fill(`${name} again`);
  await dialog.getByLabel("Why").fill(reason);
  await askForProof(page, /\/rollback$/);
  await dialog.getByRole("button", { name: "Roll back now" }).click();
  await expect(proofDialog(page)).toBeVisible();
  await prove(page);
  await expect(dialog.getByText("That is not the migration's name.")).toBeVisible();
  await dialog.getByLabel("Type the migration’s name").fill(name);
  await dialog.getByRole("button", { name: "Roll back now" }).click();
  await expect(dialog).toBeHidden();
}

/** Rows the page lists as having stayed, on all its pages, by the address they open in Dynamics: `table id`. */
export async function rowsThatStayed(page: Page): Promise<ReadonlySet<string>> {
  const stayed = page.getByRole("region", { name: "What stayed" });
  const head = await stayed.getByRole("heading", { level: 3 }).textContent();
  const wanted = Number(/^[\d,]+/.exec(head ?? "")?.[0].replaceAll(",", ""));
  const found = new Set<string>();
  for (;;) {
    const links = stayed.getByRole("table").getByRole("link");
    await expect(links.first()).toBeVisible();
    const shown = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    for (const href of shown) {
      const asked = new URL(href).searchParams;
      found.add(`${asked.get("etn")} ${asked.get("id")}`);
    }
    const next = stayed.getByRole("button", { name: "Next" });
    if (!(await next.isVisible())) break;
    const first = shown[0] ?? "";
    await next.click();
    await expect(links.first()).not.toHaveAttribute("href", first);
  }
  expect(found.size, "rows listed, of those counted").toBe(wanted);
  return found;
}
