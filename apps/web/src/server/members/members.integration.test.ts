import { randomUUID } from "node:crypto";
import type { TenantRole } from "@flit/core/permissions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestingProduct, type TestingBrowser, type TestingProduct } from "../testing-product.ts";

let web: TestingProduct;
beforeAll(async () => {
  web = await createTestingProduct();
});
afterAll(() => web.close());

const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
const tokenOf = (link: string) => new URL(link).hash.slice(1);

const invite = (clinic: string, as: TestingBrowser, email: string, role: TenantRole = "auditor") =>
  web.request({ method: "POST", path: `/clinics/${clinic}/invitations`, as, body: { email, role } });

test("every member sees members and invitations, only owners change them", async () => {
  const clinic = await web.newClinic();
  const { owner, operator } = clinic.people;
  const as = await web.signIn(operator);
  const list = await (await web.request({ path: `/clinics/${clinic.id}/members`, as })).json();
  expect(list).toMatchObject({ me: operator.id, role: "operator" });
  expect(list.members.map(({ role }: { role: string }) => role).sort()).toEqual([
    "auditor",
    "clinic-admin",
    "dynamics-admin",
    "operator",
    "owner",
  ]);
  expect((await web.request({ path: `/clinics/${clinic.id}/invitations`, as })).status).toBe(200);
  const path = `/clinics/${clinic.id}/members/${owner.id}`;
  expect(await codeOf(await web.request({ method: "DELETE", path, as }))).toBe("403 not-allowed");
  expect(await codeOf(await web.request({ method: "PATCH", path, as, body: { role: "auditor" } }))).toBe(
    "403 not-allowed",
  );
  expect(await codeOf(await invite(clinic.id, as, "new@clinic.example"))).toBe("403 not-allowed");
});

test("the last owner stays, and says why; with a second one the first can go", async () => {
  const clinic = await web.newClinic();
  const { owner, auditor } = clinic.people;
  const as = await web.signIn(owner);
  const at = (id: string) => `/clinics/${clinic.id}/members/${id}`;
  const leave = () => web.request({ method: "DELETE", path: at(owner.id), as });
  expect(await (await leave()).json()).toMatchObject({
    code: "last-owner",
    message: "This is the only owner. Make somebody else an owner first.",
  });
  const made = await web.request({ method: "PATCH", path: at(auditor.id), as, body: { role: "owner" } });
  expect(await made.json()).toEqual({ role: "owner" });
  expect((await leave()).status).toBe(200);
  expect((await web.request({ path: `/clinics/${clinic.id}/members`, as })).status).toBe(404);
});

test("an invitation joins once, under the e-mail it was sent to, and is closed for everybody after", async () => {
  const clinic = await web.newClinic();
  const as = await web.signIn(clinic.people.owner);
  const email = `${randomUUID()}@clinic.example`;
  const { link, isMailed } = await (await invite(clinic.id, as, email.toUpperCase())).json();
  expect(isMailed).toBe(false);
  const token = tokenOf(link);
  expect(new URL(link).search).toBe("");
  const read = () => web.request({ method: "POST", path: "/invitations/read", body: { token } });
  expect(await (await read()).json()).toMatchObject({ clinicName: clinic.name, email, role: "auditor", next: "/" });
  const join = (password: string) =>
    web.request({ method: "POST", path: "/invitations/join", body: { token, name: "Ned New", password } });
  expect(await codeOf(await join("short"))).toBe("422 weak-password");
  expect(await (await join("a calm blue harbour")).json()).toEqual({ email, next: "/" });
  expect(await codeOf(await join("a calm blue harbour"))).toBe("410 invitation-closed");
  expect(await codeOf(await read())).toBe("410 invitation-closed");
});

test("somebody with an account joins as themselves, nobody else does", async () => {
  const clinic = await web.newClinic();
  const person = await web.newPerson();
  const { link } = await (
    await invite(clinic.id, await web.signIn(clinic.people.owner), person.email, "operator")
  ).json();
  const join = async (as: TestingBrowser) =>
    web.request({ method: "POST", path: "/me/invitations", as, body: { token: tokenOf(link) } });
  expect(await codeOf(await join(await web.signIn(await web.newPerson())))).toBe("403 not-yours");
  const as = await web.signIn(person);
  expect(await (await join(as)).json()).toEqual({ next: "/" });
  expect(await (await web.request({ path: `/clinics/${clinic.id}/members`, as })).json()).toMatchObject({
    role: "operator",
  });
});

test("a withdrawn invitation is worth nothing, and cannot be withdrawn again", async () => {
  const clinic = await web.newClinic();
  const as = await web.signIn(clinic.people.owner);
  const { link } = await (await invite(clinic.id, as, `${randomUUID()}@clinic.example`)).json();
  const list = async () =>
    (await (await web.request({ path: `/clinics/${clinic.id}/invitations`, as })).json()).invitations;
  const [{ id, state }] = await list();
  expect(state).toBe("open");
  const withdraw = () => web.request({ method: "DELETE", path: `/clinics/${clinic.id}/invitations/${id}`, as });
  expect((await withdraw()).status).toBe(200);
  expect(await codeOf(await withdraw())).toBe("409 not-open");
  expect((await list())[0].state).toBe("withdrawn");
  const read = await web.request({ method: "POST", path: "/invitations/read", body: { token: tokenOf(link) } });
  expect(await codeOf(read)).toBe("410 invitation-closed");
});

test("a step is sent to colleagues who can do it as a plain link, to others as an invitation", async () => {
  const clinic = await web.newClinic();
  const migration = await web.newMigration(clinic.id);
  const send = async (from: TenantRole, email: string, role: TenantRole = "dynamics-admin", page = "dynamics") =>
    web.request({
      method: "POST",
      path: `/clinics/${clinic.id}/migrations/${migration}/sent-steps`,
      as: await web.signIn(clinic.people[from]),
      body: { page, email, role },
    });
  const page = `/clinics/${clinic.id}/migrations/${migration}/dynamics`;
  const known = clinic.people["dynamics-admin"];
  expect(await (await send("clinic-admin", known.email)).json()).toEqual({
    link: `http://127.0.0.1:3000${page}`,
    isMailed: false,
    colleague: known.name,
  });
  expect(await codeOf(await send("clinic-admin", clinic.people.auditor.email))).toBe("409 cannot-do-step");
  const stranger = `${randomUUID()}@it.example`;
  expect(await codeOf(await send("clinic-admin", stranger, "auditor"))).toBe("409 cannot-do-step");
  // A Dynamics admin brings nobody in who sees more than they do, and only owners make owners.
  expect(await codeOf(await send("dynamics-admin", stranger, "clinic-admin", "cliniko"))).toBe("403 not-allowed");
  expect(await codeOf(await send("clinic-admin", stranger, "owner"))).toBe("403 not-allowed");
  expect(await codeOf(await send("operator", stranger))).toBe("403 not-allowed");
  expect(await codeOf(await send("owner", stranger, "dynamics-admin", "nothing"))).toBe("404 not-found");
  const { link, colleague } = await (await send("clinic-admin", stranger)).json();
  expect(colleague).toBeNull();
  const read = await web.request({ method: "POST", path: "/invitations/read", body: { token: tokenOf(link) } });
  expect(await read.json()).toMatchObject({ role: "dynamics-admin", step: "Connect Dynamics 365", next: page });
  const logged = await web.product.composition
    .store(clinic.id)
    .transact((tx) => tx.actions.page({ event: "step.sent", beforePosition: null, limit: 9 }));
  expect(logged).toMatchObject([
    { migrationId: migration, subject: { step: "dynamics", role: "dynamics-admin" } },
    { migrationId: migration, subject: { step: "dynamics", person: known.id } },
  ]);
});
