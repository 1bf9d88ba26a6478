import { mutateClinic } from "@flit/sandbox/cliniko/mutate";
import type { Sandbox } from "@flit/sandbox/sandbox";
import { expect, type Page } from "@playwright/test";
import { me } from "../apps/web/src/features/account/endpoints.ts";
import { createMigration } from "../apps/web/src/features/clinics/endpoints.ts";
import { readRollback } from "../apps/web/src/features/rollback/endpoints.ts";
import { ask } from "./ask.ts";
import { test } from "./fixtures.ts";
import { advanceTo, type Place } from "./full-migration.ts";
import { conflict, openWindow, takePass } from "./journey/delta.ts";
import { peopleInDynamics } from "./journey/people-in-dynamics.ts";
import { confirmRollback, look, rowsThatStayed } from "./journey/rollback.ts";
import { runInFull } from "./journey/run.ts";
import { openMigration } from "./journey/start-migration.ts";
import { goToStep } from "./journey/steps.ts";
import { connectTo, startOwnSandbox } from "./own-sandbox.ts";
import { differenceOf, snapshotOf } from "./snapshot.ts";

const field = "emailaddress1";
const name = "Fitzroy there and back";
const reason = "The clinic starts over.";
/** Changes made at random leave so many patients at the beginning as they are. */
const unchangedByChance = 30;
let sandbox: Sandbox;
test.beforeAll(async () => {
  sandbox = await startOwnSandbox({ seed: 41, patients: 60 });
});
test.afterAll(() => sandbox?.close());

test("a migration people have worked with is taken back: conflicts are decided both ways, and nothing anybody entered is lost", async ({
  as,
  expectFailure,
}) => {
  test.setTimeout(600_000);
  const before = snapshotOf(sandbox);
  const people = peopleInDynamics(sandbox);
  const owner = await as("owner");
  const clinicAdmin = await as("clinic-admin");
  const dynamicsAdmin = await as("dynamics-admin");
  const auditor = await as("auditor");
  let place: Place;

  await test.step("a migration is brought to its signed sample", async () => {
    const clinic = (await ask(owner, me, {})).clinics[0]?.id ?? "";
    const { id: migration } = await ask(owner, createMigration, { clinic }, { name, isDemo: true });
    place = { clinic, migration };
    await connectTo(sandbox, owner, place);
    await advanceTo("sign", { owner, dynamicsAdmin }, place);
  });

  await test.step("the clinic admin has everything moved", async () => {
    await openMigration(clinicAdmin, name);
    await runInFull(clinicAdmin);
  });

  const [taken, kept, ruled] = patients(3);
  await test.step("people work in Dynamics 365 and in Cliniko, on the same fields too, and a pass finds it", async () => {
    people.work(1, 10);
    changeAtRandom(1);
    for (const patient of [taken, kept, ruled]) {
      people.enter("contact", patient.contact, field, `person.${patient.id}@patients.example`);
      changeInCliniko(patient.id, { email: `cliniko.${patient.id}@mail.example` });
    }
    await openWindow(clinicAdmin);
    await takePass(clinicAdmin, 1);
  });

  await test.step("conflicts are decided: Cliniko's, Dynamics', and a rule by the Dynamics admin, who sees masks", async () => {
    await decide(clinicAdmin, "Take Cliniko’s", taken.id);
    await decide(clinicAdmin, "Keep Dynamics’", kept.id);
    await openMigration(dynamicsAdmin, name);
    await goToStep(dynamicsAdmin, "Delta");
    const masked = conflict(dynamicsAdmin, label, ruled.id);
    await expect(masked).not.toContainText(`person.${ruled.id}@patients.example`);
    await masked.getByRole("button", { name: "Reveal" }).click();
    await expect(masked).toContainText(`person.${ruled.id}@patients.example`);
    await masked.getByRole("button", { name: "Always…" }).click();
    const dialog = dynamicsAdmin.getByRole("dialog", { name: "Decide by rule" });
    await dialog.getByRole("radio", { name: "Always take Cliniko’s" }).check();
    await dialog.getByRole("button", { name: "Decide so" }).click();
    await expect(dynamicsAdmin.getByRole("region", { name: "Rules" })).toContainText("always take Cliniko’s");
    await expect(masked).toBeHidden();
  });

  await test.step("a second pass carries the decisions out", async () => {
    people.work(2, 10);
    changeAtRandom(2);
    await takePass(clinicAdmin, 2);
    expect(people.at("contact", taken.contact, field)).toBe(`cliniko.${taken.id}@mail.example`);
    expect(people.at("contact", ruled.contact, field)).toBe(`cliniko.${ruled.id}@mail.example`);
    expect(people.at("contact", kept.contact, field)).toBe(`person.${kept.id}@patients.example`);
    expect(people.rows().size).toBeGreaterThanOrEqual(20);
  });

  await test.step("the clinic admin sees what a rollback would do, types another name, and is asked who they are", async () => {
    await goToStep(clinicAdmin, "Roll back");
    await look(clinicAdmin);
    await openMigration(auditor, name);
    await goToStep(auditor, "Roll back");
    await expect(auditor.getByRole("button", { name: "Roll back", exact: true })).toHaveCount(0);
    expectFailure({ status: 409, path: /\/rollback$/ });
    expectFailure({ status: 403, path: /\/rollback$/ });
    await confirmRollback(clinicAdmin, name, reason);
  });

  await test.step("the auditor sees it happen and proved, without reloading", async () => {
    await expect(auditor.getByRole("region", { name: "Rolled back" })).toBeVisible({ timeout: 120_000 });
    await expect(auditor.getByRole("region", { name: "Rolled back" })).toContainText(reason);
  });

  await test.step("nothing anybody entered is lost, rows that stay are listed, and all else is as it was", async () => {
    expect(people.lost()).toEqual([]);
    const listed = await rowsThatStayed(clinicAdmin);
    const { proof } = (await ask(owner, readRollback, place)).rollbacks[0] ?? {};
    const after = snapshotOf(sandbox);
    const rows = differenceOf(before.rows, after.rows);
    expect(rows).toMatchObject({ changed: [], missing: [] });
    const isOfSchema = (row: string) => /^(publisher|solution) /.test(row);
    expect(rows.added.filter((row) => !listed.has(row) && !isOfSchema(row))).toEqual([]);
    expect([...people.rows()].filter((row) => !listed.has(row))).toEqual([]);
    const schema = differenceOf(before.schema, after.schema);
    expect(schema).toMatchObject({ changed: [], missing: [] });
    expect(schema.added.filter((part) => !isKept(part, proof?.schemaKept ?? []))).toEqual([]);
    expect(after.files).toBe(before.files);
  });
});

/** What the page calls the column both sides change. */
const label = "Email";

/** Whether a part of the schema is named as one that stays, or belongs to a table or column that is. */
function isKept(part: string, kept: readonly string[]): boolean {
  const [kind = "", full = ""] = part.split(" ");
  // Dynamics makes a column in the base currency beside each column of money, and deletes it with that.
  const name = kind === "column" ? full.replace(/_base$/, "") : full;
  const [table = ""] = name.split(".");
  const ways = { column: ["column", "lookup"], relationship: ["lookup"] };
  const kinds = kind === "column" || kind === "relationship" ? ways[kind] : [kind];
  return kept.includes(`table ${table}`) || kinds.some((one) => kept.includes(`${one} ${name}`));
}

interface Patient {
  readonly id: string;
  readonly contact: string;
}

/** Patients with a contact of their own and an e-mail address, of those whom chance never changes in Cliniko. */
function patients(count: 3): readonly [Patient, Patient, Patient];
function patients(count: number): readonly Patient[] {
  const indexOf = ({ id }: Patient) => sandbox.clinic.indexOf("patients", id) ?? Number.POSITIVE_INFINITY;
  return sandbox.dataverse.server
    .rowsOf("contact")
    .flatMap(({ id: contact, values }) => {
      const id = /^patient-(\d+)$/.exec(String(values.get("flit_sourcesystemid")))?.[1];
      return id && values.get(field) && values.get("statecode") === 0 ? [{ id, contact }] : [];
    })
    .filter((patient) => indexOf(patient) < unchangedByChance)
    .toSorted((one, other) => indexOf(other) - indexOf(one))
    .slice(0, count);
}

function changeInCliniko(id: string, fields: { readonly email: string }): void {
  const index = sandbox.clinic.indexOf("patients", id);
  if (index !== undefined) sandbox.clinic.change("patients", index, fields, justNow());
}

/** Every kind of change the clinic makes, on whatever records. */
function changeAtRandom(seed: number): void {
  mutateClinic(sandbox.clinic, { seed, count: 14, now: justNow() });
}

/** A change in the very second of a pass belongs to the next one. */
const justNow = () => Date.now() - 2_000;

async function decide(page: Page, wish: string, id: string): Promise<void> {
  await conflict(page, label, id).getByRole("button", { name: wish }).click();
  await expect(conflict(page, label, id)).toBeHidden();
}
