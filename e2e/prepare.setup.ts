import { me } from "../apps/web/src/features/account/endpoints.ts";
import { createMigration } from "../apps/web/src/features/clinics/endpoints.ts";
import { inviteMember } from "../apps/web/src/features/members/endpoints.ts";
import { ask } from "./ask.ts";
import { test } from "./fixtures.ts";
import { advances } from "./full-migration.ts";
import { lookedUp } from "./looked-up.ts";
import { keepPrepared } from "./places.ts";

test("prepare an empty migration, a full one and an invitation", async ({ as }) => {
  test.setTimeout(600_000);
  const owner = await as("owner");
  const [first] = (await ask(owner, me, {})).clinics;
  if (!first) throw new Error("The owner works in no clinic.");
  const clinic = first.id;
  const invited = { email: "new@harbour.example", role: "operator" } as const;
  const { link } = await ask(owner, inviteMember, { clinic }, invited);
  const { pathname, hash } = new URL(link);
  const begin = async (name: string, isDemo: boolean) =>
    (await ask(owner, createMigration, { clinic }, { name, isDemo })).id;
  const empty = await begin("Northcote rooms", false);
  const full = await begin("Harbour to Dynamics 365", true);
  const people = { owner, dynamicsAdmin: await as("dynamics-admin") };
  for (const { title, take } of advances) await test.step(title, () => take(people, { clinic, migration: full }));
  const { issueRecords, record } = await lookedUp(owner, { clinic, migration: full });
  keepPrepared({ clinic, empty, full, invitation: `${pathname}${hash}`, issueRecords, record });
});
