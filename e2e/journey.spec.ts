import { expect } from "@playwright/test";
import { fillSignIn, test } from "./fixtures.ts";
import { openMigration, startMigration } from "./journey/start-migration.ts";
import { expectStep } from "./journey/steps.ts";

const name = "Harbour moves to Dynamics 365";

/** The whole way as three people walk it; each step finds things as a person does, by role and name. */
test("a clinic admin, a Dynamics admin and an auditor take a migration from sign-in onwards", async ({ as, guest }) => {
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
