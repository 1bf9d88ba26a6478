import { actionEvents } from "@flit/core/actions";
import { mutateClinic } from "@flit/sandbox/cliniko/mutate";
import type { Sandbox } from "@flit/sandbox/sandbox";
import { expect, type Locator } from "@playwright/test";
import { person } from "./fixtures.ts";
import { acceptIssue, goLive, handOver, openWindow, retryIssue, takeFinalPass, takePass } from "./journey/after-run.ts";
import { acceptOpenWarnings, advance, connectedMigration, test } from "./journey/own-clinic.ts";
import { proveIfAsked } from "./journey/prove.ts";
import { column, comparison, loadSample, openRecord, pinPatient, rehearse, signSample } from "./journey/sample.ts";
import { openMigration } from "./journey/start-migration.ts";
import { expectStep, goToStep } from "./journey/steps.ts";

const runMs = 300_000;

test.describe.configure({ timeout: 1_200_000 });

test("an approved plan becomes a signed sample, a full run, a final pass, a green check and a hand-over report", async ({
  as,
  sandbox,
}) => {
  const name = "Harbour is handed over";
  const [owner, clinicAdmin, dynamicsAdmin, auditor] = [
    await as("owner"),
    await as("clinic-admin"),
    await as("dynamics-admin"),
    await as("auditor"),
  ];
  const place = await connectedMigration(owner, name, sandbox);
  await advance({ owner, dynamicsAdmin }, place, ["audit"]);
  await acceptOpenWarnings(owner, place);
  await advance({ owner, dynamicsAdmin }, place, ["map", "plan", "owners", "schema", "owners decided"]);
  const index = somebody(sandbox.clinic);
  const id = sandbox.clinic.idOf("patients", index);
  const patient = sandbox.clinic.rowOf("patients", index);
  const shown = String(patient.last_name);

  await test.step("the clinic admin has a sample loaded; the auditor sees it without reloading, and may not", async () => {
    await openMigration(clinicAdmin, name);
    await expectStep(clinicAdmin, "Sample", "Your turn");
    for (const page of [auditor, dynamicsAdmin]) {
      await openMigration(page, name);
      await goToStep(page, "Sample");
    }
    await expect(auditor.getByRole("button", { name: "Choose the sample" })).toHaveCount(0);
    await goToStep(clinicAdmin, "Sample");
    await pinPatient(clinicAdmin, id);
    await loadSample(clinicAdmin, 200);
    await expect(comparison(auditor)).toContainText("rows equal to Cliniko in every mapped column");
  });

  await test.step("each looks at the same patient and sees what their role may", async () => {
    const opened = await openRecord(clinicAdmin, "Patients", id);
    await expect(lastName(opened)).toContainText(shown);
    await clinicAdmin.keyboard.press("Escape");
    const masked = await openRecord(dynamicsAdmin, "Patients", id);
    await expect(lastName(masked)).toContainText("characters)");
    await expect(lastName(masked)).not.toContainText(shown);
    await masked.getByRole("button", { name: "Show values (logged)" }).click();
    await expect(lastName(masked)).toContainText(shown);
    await dynamicsAdmin.keyboard.press("Escape");
    await expect(dynamicsAdmin.getByRole("region", { name: "Sign-off" })).toContainText("Not ready");
    const forbidden = await openRecord(auditor, "Patients", id);
    await expect(lastName(forbidden)).toContainText("characters)");
    await expect(forbidden.getByRole("button", { name: "Show values (logged)" })).toHaveCount(0);
    await auditor.keyboard.press("Escape");
  });

  await test.step("the clinic admin rehearses the way back and signs", async () => {
    await rehearse(clinicAdmin);
    await signSample(clinicAdmin, person("clinic-admin").name);
    await expect(auditor.getByRole("region", { name: "Sign-off" }).getByText("Signed", { exact: true })).toBeVisible();
    await expect(auditor.getByRole("button", { name: "Sign off the sample" })).toHaveCount(0);
  });

  await test.step("a double click starts one full run, which both watch to its end", async () => {
    for (const page of [clinicAdmin, auditor]) await goToStep(page, "Run");
    await clinicAdmin.getByRole("button", { name: "Start the full run" }).dblclick();
    await proveIfAsked(clinicAdmin, clinicAdmin.getByRole("region", { name: "Full run" }));
    for (const page of [clinicAdmin, auditor])
      await expect(page.getByRole("region", { name: "Full run" }).getByRole("status")).toContainText("Complete", {
        timeout: runMs,
      });
    const runs = auditor.getByRole("table", { name: "All runs" });
    await expect(runs.getByRole("link", { name: "Full run" })).toHaveCount(1);
  });

  await test.step("one issue is accepted with a reason, another tried again; the auditor may do neither", async () => {
    for (const page of [clinicAdmin, auditor]) await goToStep(page, "Issues");
    await acceptIssue(clinicAdmin, "1 appointment has a value that was cut", "The whole text stands in Overflow.");
    await expect(auditor.getByText("1 accepted")).toBeVisible();
    await expect(auditor.getByRole("button", { name: /^(Accept with reason|Try again)$/ })).toHaveCount(0);
    await retryIssue(clinicAdmin, /appointments' details have a value without a choice$/);
  });

  await test.step("the clinic admin finds a patient by name, and sees that it arrived", async () => {
    await clinicAdmin.getByRole("link", { name: "Records", exact: true }).first().click();
    await clinicAdmin.getByLabel("Find a record").fill(`${patient.first_name} ${patient.last_name}`);
    await clinicAdmin.getByRole("button", { name: "Find", exact: true }).click();
    const found = clinicAdmin.getByRole("table", { name: "Records found" }).getByRole("row").filter({ hasText: id });
    await found.getByRole("link", { name: "Patient" }).click();
    await expect(clinicAdmin.getByRole("heading", { level: 1, name: `Patient ${id}` })).toBeVisible();
    await expect(clinicAdmin.getByRole("table", { name: "What became of the record" })).toContainText(
      "Read back and equal",
    );
  });

  await test.step("a pass brings what the clinic did since, and the final pass closes the window", async () => {
    for (const page of [clinicAdmin, auditor]) await goToStep(page, "Delta and cut-over");
    await openWindow(clinicAdmin);
    mutateClinic(sandbox.clinic, { seed: 1, count: 8 });
    await takePass(clinicAdmin);
    await expect(auditor.getByRole("table", { name: "Passes, newest first" })).toContainText("Complete");
    await takeFinalPass(clinicAdmin);
  });

  await test.step("everything is compared and agrees", async () => {
    await goToStep(clinicAdmin, "Reconcile");
    await expect(clinicAdmin.getByRole("note").filter({ hasText: "Everything agrees" })).toBeVisible();
    await goToStep(clinicAdmin, "Overview");
    await expectStep(clinicAdmin, "Reconcile", "Done");
  });

  await test.step("the clinic admin ticks what people do, and marks the clinic as live", async () => {
    await goToStep(clinicAdmin, "Delta and cut-over");
    await goLive(clinicAdmin);
    await expect(auditor.getByText("The clinic works in Dynamics 365")).toBeVisible();
  });

  await test.step("the hand-over report is opened, and saved as JSON; neither holds the patient's name", async () => {
    await clinicAdmin.getByRole("link", { name: "Reports", exact: true }).first().click();
    const { report, json } = await handOver(clinicAdmin);
    await expect(report.getByRole("heading", { level: 1 })).toBeVisible();
    for (const text of [(await report.locator("body").textContent()) ?? "", json]) {
      expect(text).toContain(person("clinic-admin").name);
      expect(text).not.toContain(`${patient.first_name} ${patient.last_name}`);
    }
    await report.close();
  });

  await test.step("the auditor finds who did what in the log, and has its chain verified", async () => {
    await auditor.goto(`/clinics/${place.clinic}/log?about=${place.migration}`);
    const log = auditor.getByRole("table", { name: "Actions, newest first" });
    await expect(log.getByRole("row").nth(1)).toContainText(person("clinic-admin").name);
    for (const event of ["values.revealed", "sample.started", "issue.accepted", "cutover.live"] as const) {
      await auditor.getByLabel("Action", { exact: true }).selectOption(event);
      await expect(log.getByRole("row").nth(1)).toContainText(actionEvents[event]);
    }
    await auditor.getByRole("button", { name: "Verify now" }).click();
    await expect(auditor.getByText(/^All [\d,]+ entries are as they were logged$/)).toBeVisible();
  });
});

const lastName = (record: Locator) => column(record, "Last Name").getByRole("definition").last();

/** A patient like any other: with a name of letters, and not archived. */
function somebody({ count, rowOf }: Sandbox["clinic"]): number {
  const isPlain = (index: number) => {
    const { archived_at: archived, first_name: first, last_name: last } = rowOf("patients", index);
    return archived === null && [first, last].every((name) => /^[A-Z][a-z]{3,}$/.test(String(name)));
  };
  const found = Array.from({ length: count("patients") }, (_, index) => index)
    .filter(isPlain)
    .at(2);
  if (found === undefined) throw new Error("No patient has a plain name.");
  return found;
}
