import { me } from "../apps/web/src/features/account/endpoints.ts";
import { createMigration } from "../apps/web/src/features/clinics/endpoints.ts";
import { ask } from "./ask.ts";
import { test } from "./fixtures.ts";
import { advances } from "./full-migration.ts";
import { keepPlaces } from "./places.ts";

test("prepare an empty migration and a full one", async ({ as }) => {
  test.setTimeout(300_000);
  const owner = await as("owner");
  const [clinic] = (await ask(owner, me, {})).clinics;
  if (!clinic) throw new Error("The owner works in no clinic.");
  const begin = async (name: string, isDemo: boolean) =>
    (await ask(owner, createMigration, { clinic: clinic.id }, { name, isDemo })).id;
  const empty = { clinic: clinic.id, migration: await begin("Northcote rooms", false) };
  const full = { clinic: clinic.id, migration: await begin("Harbour to Dynamics 365", true) };
  for (const { title, take } of advances) await test.step(title, () => take(owner, full));
  keepPlaces([
    { kind: "empty", ...empty },
    { kind: "full", ...full },
  ]);
});
