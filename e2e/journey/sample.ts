import { expect, type Locator, type Page } from "@playwright/test";
import { proveIfAsked } from "./prove.ts";

const loadMs = 240_000;

/** What the comparison came to, on the sample's page. */
export function comparison(page: Page): Locator {
  return page.getByRole("region", { name: "Compared with Dynamics" });
}

/** Chooses the sample and has it loaded, up to the comparison. */
export async function loadSample(page: Page, records: number): Promise<void> {
  const choose = page.getByRole("region", { name: "Which records" });
  await choose.getByLabel("Records", { exact: true }).fill(String(records));
  await choose.getByRole("button", { name: "Choose the sample" }).click();
  await page.getByRole("button", { name: "Load the sample" }).click({ timeout: 60_000 });
  await expect(page.getByRole("region", { name: /^Loading the sample into / })).toBeVisible();
  await sampleIsRead(page);
}

/** Has a patient in the next sample for sure. */
export async function pinPatient(page: Page, id: string): Promise<void> {
  const panel = page.getByRole("region", { name: "Which records" });
  await panel.getByLabel("Cliniko id").fill(id);
  await panel.getByRole("button", { name: "Pin", exact: true }).click();
  await expect(panel.getByRole("list", { name: "Pinned records" })).toContainText(id);
}

/** Waits until nothing goes on with the sample and it was compared. */
export async function sampleIsRead(page: Page): Promise<void> {
  await expect(comparison(page).getByText(/^Read back/)).toBeVisible({ timeout: loadMs });
  await expect(comparison(page).getByText("Going on")).toBeHidden({ timeout: loadMs });
}

/** Finds a record of the sample by its id, opens it and shows all its columns. */
export async function openRecord(page: Page, object: string, id: string): Promise<Locator> {
  const panel = page.getByRole("region", { name: "Records", exact: true });
  const filter = panel.getByLabel("Object");
  const option = filter.getByRole("option", { name: new RegExp(`^${object} \\(`) });
  await filter.selectOption((await option.getAttribute("value")) ?? "");
  await panel.getByLabel("Search").fill(id);
  await panel.getByRole("button", { name: `${object} ${id}` }).click();
  const record = page.getByRole("dialog", { name: `${object} ${id}` });
  await record.getByLabel("Show equal columns").check();
  return record;
}

/** A column of the record that is open, with what Cliniko, the map and Dynamics say. */
export function column(record: Locator, label: string): Locator {
  return record
    .getByRole("listitem")
    .filter({ has: record.page().getByText("Should be", { exact: true }) })
    .filter({ has: record.page().getByText(label, { exact: true }) });
}

/** Takes the sample's rows back and has them loaded again. */
export async function rehearse(page: Page): Promise<void> {
  const panel = page.getByRole("region", { name: "Rollback rehearsed" });
  await panel.getByRole("button", { name: /^Rehearse/ }).click();
  const dialog = page.getByRole("dialog", { name: "Rehearse the rollback" });
  await dialog.getByRole("button", { name: "Take back and load again" }).click();
  await proveIfAsked(page, page.getByRole("region", { name: /^(Taking the sample|Loading the sample)/ }));
  await expect(panel.getByText("Passed", { exact: true })).toBeVisible({ timeout: loadMs });
  await sampleIsRead(page);
}

/** Signs the sample under one's name. */
export async function signSample(page: Page, name: string): Promise<void> {
  const panel = page.getByRole("region", { name: "Sign-off" });
  await panel.getByRole("checkbox", { name: "I have looked at the comparison and agree to this sentence." }).check();
  await panel.getByLabel("Your name").fill(name);
  await panel.getByRole("button", { name: "Sign off the sample" }).click();
  await proveIfAsked(page, panel.getByText("Signed", { exact: true }));
}
