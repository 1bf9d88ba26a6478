import { me } from "../apps/web/src/features/account/endpoints.ts";
import { createMigration } from "../apps/web/src/features/clinics/endpoints.ts";
import { inviteMember } from "../apps/web/src/features/members/endpoints.ts";
import { ask } from "./ask.ts";
import { signIn, test } from "./fixtures.ts";
import { advanceTo } from "./full-migration.ts";
import { lookedUp } from "./looked-up.ts";
import { keepPrepared } from "./places.ts";
import { takeBackPatients } from "./taken-back.ts";

test("prepare an empty migration, a full one, one taken back in part, and an invitation", async ({ as, guest }) => {
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
  const dynamicsAdmin = await as("dynamics-admin");
  // A session of its own: proving who it is gives a session another token.
  const alsoOwner = await guest();
  await signIn(alsoOwner, "owner");
  const other = "Fitzroy to Dynamics 365";
  const takenBack = await begin(other, true);
  await Promise.all([
    advanceTo(null, { owner, dynamicsAdmin }, { clinic, migration: full }),
    takeBackPatients({ owner: alsoOwner, dynamicsAdmin }, { clinic, migration: takenBack }, other),
  ]);
  const { issueRecords, record } = await lookedUp(owner, { clinic, migration: full });
  keepPrepared({ clinic, empty, full, takenBack, invitation: `${pathname}${hash}`, issueRecords, record });
});
