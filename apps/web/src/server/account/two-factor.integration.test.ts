import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestingProduct, type TestingProduct } from "../testing-product.ts";

let web: TestingProduct;
beforeAll(async () => {
  web = await createTestingProduct({ FLIT_ALLOW_LOCAL_PLATFORMS: "0", FLIT_URL: "https://migrate.clinic.example" });
});
afterAll(() => web.close());

const own = { origin: "https://migrate.clinic.example" };

test("where real clinics work, a password alone opens one's own account and nothing else", async () => {
  const clinic = await web.newClinic();
  const as = await web.signIn(clinic.people.owner);
  expect(as.cookie).toMatch(/^__Secure-/);
  const list = await web.request({ path: `/clinics/${clinic.id}/migrations`, as });
  expect([list.status, (await list.json()).code]).toEqual([403, "two-factor-wanted"]);
  const staff = await web.signIn(await web.newPerson({ isStaff: true }));
  expect((await web.request({ path: "/staff/migrations", as: staff })).status).toBe(403);
  expect(await (await web.request({ path: "/me", as })).json()).toMatchObject({ mustSetUpTwoFactor: true });

  const { people } = web.product.identity;
  await people.beginTotp(as.person.id, "JBSWY3DPEHPK3PXP");
  await people.confirmTotp(as.person.id, 1);
  expect((await web.request({ path: `/clinics/${clinic.id}/migrations`, as })).status).toBe(200);
});

test("people who sign in with Microsoft only need no second factor of ours", async () => {
  const clinic = await web.newClinic();
  const by = { personId: clinic.people.owner.id, personName: "Olive Owner", role: "owner" } as const;
  const { token } = await web.product.identity.invitations.invite({
    tenantId: clinic.id,
    email: "mia@clinic.example",
    role: "auditor",
    migrationId: null,
    step: null,
    by,
  });
  const joined = await web.product.identity.people.findOrLinkEntra(
    { tid: "t", oid: "o", email: "mia@clinic.example", name: "Mia" },
    token,
  );
  if (joined.kind !== "joined") throw new Error(joined.kind);
  const as = await web.signIn(joined.person);
  expect((await web.request({ path: `/clinics/${clinic.id}/migrations`, as, headers: own })).status).toBe(200);
});
