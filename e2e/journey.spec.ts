import { limitedKeys, type Sandbox } from "@flit/sandbox/sandbox";
import { expect } from "@playwright/test";
import { fillSignIn, person, test } from "./fixtures.ts";
import { acceptWarnings, audit } from "./journey/audit.ts";
import { connectCliniko, connectDynamics, connectSharePoint } from "./journey/connect.ts";
import { confirmMapByKeys } from "./journey/map.ts";
import { resolveOwners } from "./journey/owners.ts";
import { approvePlan, makePlan, provision } from "./journey/plan.ts";
import { withholdPrivileges } from "./journey/sandbox-control.ts";
import { openMigration, startMigration } from "./journey/start-migration.ts";
import { expectStep, goToStep } from "./journey/steps.ts";
import { startOwnSandbox, typedFor } from "./own-sandbox.ts";
import { product } from "./product-process.ts";

test.describe.configure({ mode: "default", timeout: 600_000 });

/** The product's own sandbox has been written to: this clinic moves to an environment nobody has touched. */
let sandbox: Sandbox;
test.beforeAll(async () => {
  sandbox = await startOwnSandbox({ seed: 51, patients: 60 });
});
test.afterAll(() => sandbox?.close());

/** The whole way as three people walk it; each step finds things as a person does, by role and name. */
test("a clinic admin, a Dynamics admin and an auditor take a migration from sign-in to resolved owners", async ({
  as,
  guest,
}) => {
  const name = "Harbour moves to Dynamics 365";
  const { cliniko, dynamics, sharepoint } = typedFor(sandbox);
  const clinicAdmin = await as("clinic-admin");
  const dynamicsAdmin = await as("dynamics-admin");
  const auditor = await as("auditor");

  await test.step("the clinic admin starts a migration and sees what comes first", async () => {
    await clinicAdmin.goto("/");
    await startMigration(clinicAdmin, name);
    await expectStep(clinicAdmin, "Connect Cliniko", "Your turn");
    await expectStep(clinicAdmin, "Mapping review", "Later");
  });

  await test.step("both others find it, and may not start one", async () => {
    for (const page of [dynamicsAdmin, auditor]) {
      await openMigration(page, name);
      await page.goto("/");
      await expect(page.getByRole("button", { name: "Start a migration" })).toHaveCount(0);
    }
  });

  await test.step("a link to it asks a stranger to sign in, and then leads there", async () => {
    const owner = await guest();
    await owner.goto(clinicAdmin.url());
    await fillSignIn(owner, "owner");
    await expect(owner.getByRole("heading", { level: 1, name })).toBeVisible();
  });

  await test.step("the clinic admin connects Cliniko by typing its key", async () => {
    await connectCliniko(clinicAdmin, cliniko);
    await expect(clinicAdmin.getByText(cliniko.apiKey)).toHaveCount(0);
    await goToStep(clinicAdmin, "Overview");
    await expectStep(clinicAdmin, "Connect Cliniko", "Done");
  });

  await test.step("the Dynamics admin connects the environment and a site for files", async () => {
    await openMigration(dynamicsAdmin, name);
    await connectDynamics(dynamicsAdmin, dynamics);
    await connectSharePoint(dynamicsAdmin, sharepoint);
    await goToStep(dynamicsAdmin, "Overview");
    await expectStep(dynamicsAdmin, "Connect Dynamics 365", "Done");
  });

  await test.step("the clinic admin has the account audited and answers for every warning", async () => {
    await audit(clinicAdmin);
    await acceptWarnings(clinicAdmin, "We have looked at it and agreed.");
  });

  await test.step("the clinic admin confirms the map by keys alone; the auditor sees it without reloading", async () => {
    await openMigration(auditor, name);
    await expectStep(auditor, "Audit", "Done");
    await confirmMapByKeys(clinicAdmin);
    await expectStep(auditor, "Mapping review", "Done");
  });

  await test.step("the plan is made, signed by the Dynamics admin and carried out", async () => {
    await makePlan(clinicAdmin);
    await approvePlan(dynamicsAdmin, person("dynamics-admin").name);
    await provision(dynamicsAdmin);
    await expectStep(auditor, "Schema plan", "Done");
  });

  await test.step("the clinic admin resolves owners", async () => {
    await resolveOwners(clinicAdmin);
    await expectStep(auditor, "Owners", "Done");
  });
});

test("who typed a key that may see too little, or an application that may do too little, learns it and recovers", async ({
  as,
}) => {
  const { cliniko, dynamics } = product().sandbox;
  const owner = await as("owner");
  await owner.goto("/");
  await startMigration(owner, "Northcote moves");

  await test.step("a receptionist's key is told apart from an empty account", async () => {
    await connectCliniko(owner, { ...cliniko, apiKey: limitedKeys.receptionist });
    await expect(
      owner
        .getByRole("region", { name: "Lists of the account" })
        .getByText(/failed|warning/)
        .first(),
    ).toBeVisible();
    await connectCliniko(owner, cliniko);
    await goToStep(owner, "Overview");
    await expectStep(owner, "Connect Cliniko", "Done");
  });

  await test.step("a privilege the application lacks is named", async () => {
    await withholdPrivileges(["prvCreateEntity"]);
    try {
      await connectDynamics(owner, dynamics);
      await expect(
        owner
          .getByRole("region", { name: "Privileges" })
          .getByText(/prvCreateEntity/)
          .first(),
      ).toBeVisible();
    } finally {
      await withholdPrivileges([]);
    }
    await owner.getByRole("button", { name: "Test again" }).first().click();
    await expect(owner.getByText("Dynamics 365 works.")).toBeVisible();
    await goToStep(owner, "Overview");
    await expectStep(owner, "Connect Dynamics 365", "Done");
  });
});

test("a wrong password is told in words, and gives away nothing", async ({ guest, expectFailure }) => {
  const page = await guest();
  expectFailure({ status: 401, path: /\/api\/auth\/callback\/credentials$/ });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@harbour.example");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("E-mail, password or code is not right.")).toBeVisible();
});
