import type { Sandbox } from "@flit/sandbox/sandbox";
import { expect, type Locator, type Page } from "@playwright/test";
import { decideLines, editLine, proposeMap, readMap } from "../apps/web/src/features/mapping/endpoints.ts";
import { freezeDraft } from "../apps/web/src/features/mapping/version-endpoints.ts";
import { ask } from "./ask.ts";
import { person } from "./fixtures.ts";
import type { Place } from "./full-migration.ts";
import { acceptOpenWarnings, advance, connectedMigration, test } from "./journey/own-clinic.ts";
import { approvePlan } from "./journey/plan.ts";
import {
  column,
  comparison,
  loadSample,
  openRecord,
  pinPatient,
  rehearse,
  sampleIsRead,
  signSample,
} from "./journey/sample.ts";
import { openMigration } from "./journey/start-migration.ts";
import { goToStep } from "./journey/steps.ts";

test.describe.configure({ timeout: 900_000 });

const phones = { mobile: /^0491 ?570/, home: /^\(03\) 5550/ } as const;
const remark = "The mobile's number stands under Home Phone.";

test("two columns that were swapped are seen in the sample, corrected, and only their records are written again", async ({
  as,
  sandbox,
}) => {
  const name = "Harbour with swapped phones";
  const [owner, clinicAdmin, dynamicsAdmin] = [await as("owner"), await as("clinic-admin"), await as("dynamics-admin")];
  const { clinic } = sandbox;
  const patient = clinic.idOf("patients", patientWithBoth(clinic));

  const place = await connectedMigration(owner, name, sandbox);
  await advance({ owner, dynamicsAdmin }, place, ["audit"]);
  await acceptOpenWarnings(owner, place);
  await test.step("somebody swaps two columns, and the map is frozen and carried out with them", async () => {
    await freezeSwapped(owner, place);
    await advance({ owner, dynamicsAdmin }, place, ["plan", "owners", "schema", "owners decided"]);
  });

  await test.step("the clinic admin has a sample loaded with a patient they know, and every column is equal", async () => {
    await openMigration(clinicAdmin, name);
    await goToStep(clinicAdmin, "Sample");
    await pinPatient(clinicAdmin, patient);
    await loadSample(clinicAdmin, 200);
    await expect(comparison(clinicAdmin).getByText("All equal")).toBeVisible();
  });

  await test.step("they see the mobile under the home phone, say so, and follow the column to its line", async () => {
    const record = await openRecord(clinicAdmin, "Patients", patient);
    await expectPhones(record, { home: phones.mobile, mobile: phones.home });
    await record.getByLabel("About").selectOption("Home Phone");
    await record.getByLabel("Add a comment").fill(remark);
    await record.getByRole("button", { name: "Comment", exact: true }).click();
    await expect(record.getByRole("region", { name: "Comments" })).toContainText(remark);
    await column(record, "Mobile Phone")
      .getByRole("link", { name: /Correct it in Mapping review$/ })
      .click();
  });

  await test.step("both lines are corrected and confirmed", async () => {
    const editor = clinicAdmin.getByRole("region", { name: "Editor: Patients: Patient phone numbers" });
    await expect(editor).toContainText("where phone type is Home", { timeout: 60_000 });
    await editor.getByRole("button", { name: "Back to the proposal" }).click();
    await expect(editor.getByText(/^telephone2 ·/)).toBeVisible();
    await editor.getByRole("button", { name: "Confirm", exact: true }).click();
    await clinicAdmin.getByLabel("Search").fill("phone type is mobile");
    const grid = clinicAdmin.getByRole("grid", { name: "Lines of the map" });
    await grid.getByRole("row").filter({ hasText: "phone type is Mobile" }).first().click();
    await expect(editor).toContainText("where phone type is Mobile");
    await editor.getByLabel("Find a column").fill("mobilephone");
    await editor.getByLabel("Find a column").press("Enter");
    await expect(editor.getByText(/^mobilephone ·/)).toBeVisible();
    await editor.getByRole("button", { name: "Confirm", exact: true }).click();
    await expect(clinicAdmin.getByText(/^(\d+) of \1 lines decided\. /)).toBeVisible();
  });

  await test.step("freezing says which signature it voids; the plan is made and approved again", async () => {
    await clinicAdmin.getByRole("button", { name: "Freeze the map" }).click();
    const freeze = clinicAdmin.getByRole("dialog", { name: "Freeze the map" });
    await expect(freeze).toContainText("this voids the schema plan's approval");
    await freeze.getByRole("button", { name: "Freeze", exact: true }).click();
    const frozen = clinicAdmin.getByRole("dialog", { name: "The map is frozen as version 2" });
    await expect(frozen).toContainText("signatures under the old one were voided");
    await frozen.getByRole("link", { name: "Go to the schema plan" }).click();
    await expect(clinicAdmin.getByRole("region", { name: "Approval" })).toContainText("The last approval is void");
    await clinicAdmin.getByRole("button", { name: "Make it again" }).first().click();
    await openMigration(dynamicsAdmin, name);
    await goToStep(dynamicsAdmin, "Schema plan");
    await expect(dynamicsAdmin.getByRole("button", { name: "Approve this plan" })).toBeVisible({ timeout: 60_000 });
    await approvePlan(dynamicsAdmin, person("dynamics-admin").name);
  });

  await test.step("only the records that it concerns are written again, and the phones stand where they belong", async () => {
    await goToStep(clinicAdmin, "Sample");
    await expect(
      clinicAdmin.getByText(/^It concerns \d+ records of the sample; the others stay as they are\.$/),
    ).toBeVisible({ timeout: 60_000 });
    await expect(clinicAdmin.getByText(/^Patients: \d+ records, Mobile Phone, Home Phone$/)).toBeVisible();
    await clinicAdmin.getByRole("button", { name: "Re-run the affected records" }).click();
    await expect(
      clinicAdmin.getByText("The map was changed after the sample was loaded", { exact: true }),
    ).toBeHidden();
    await sampleIsRead(clinicAdmin);
    const record = await openRecord(clinicAdmin, "Patients", patient);
    await expectPhones(record, phones);
    await record.getByRole("button", { name: "Resolve and accept" }).click();
    await expect(record.getByText(`Resolved by ${person("clinic-admin").name}`)).toBeVisible();
    await clinicAdmin.keyboard.press("Escape");
    await expect(comparison(clinicAdmin).getByText("All equal")).toBeVisible();
  });

  await test.step("the way back is rehearsed, and the sample signed", async () => {
    await rehearse(clinicAdmin);
    await signSample(clinicAdmin, person("clinic-admin").name);
  });
});

/** A patient with a plain number of each kind. */
function patientWithBoth({ count, rowOf }: Sandbox["clinic"]): number {
  const isPlain = (index: number) => {
    const { archived_at: archived, patient_phone_numbers: numbers } = rowOf("patients", index);
    const text = JSON.stringify(numbers);
    return archived === null && /"Mobile"[^}]*"0491570/.test(text) && /"Home"[^}]*"\(03\) 5550/.test(text);
  };
  const found = Array.from({ length: count("patients") }, (_, index) => index)
    .filter(isPlain)
    .at(3);
  if (found === undefined) throw new Error("No patient has both a mobile and a home phone.");
  return found;
}

async function freezeSwapped(owner: Page, place: Place): Promise<void> {
  await ask(owner, proposeMap, place);
  const swaps = { "patient.telephone2": "mobilephone", "patient.mobilephone": "telephone2" };
  const { lines } = await ask(owner, readMap, place);
  for (const [id, to] of Object.entries(swaps)) {
    const revision = lines.find((line) => line.id === id)?.revision ?? 0;
    await ask(owner, editLine, place, { id, revision, edit: { kind: "column", column: to } });
  }
  const open = (await ask(owner, readMap, place)).lines.filter((line) => !line.isLocked && line.decision === "open");
  const decided = open.map(({ id, revision }) => ({ id, revision }));
  await ask(owner, decideLines, place, { decision: "confirm", lines: decided });
  await ask(owner, freezeDraft, place);
}

/** What the open record says of both columns: as the map has it, and as it stands in Dynamics. */
async function expectPhones(record: Locator, { home, mobile }: { readonly home: RegExp; readonly mobile: RegExp }) {
  for (const [label, number] of [
    ["Home Phone", home],
    ["Mobile Phone", mobile],
  ] as const) {
    const values = column(record, label).getByRole("definition");
    await expect(values.nth(1)).toHaveText(number);
    await expect(values.nth(2)).toHaveText(number);
  }
}
