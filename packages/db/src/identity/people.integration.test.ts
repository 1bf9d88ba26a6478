import { randomUUID } from "node:crypto";
import type { IdentityStore } from "@flit/core/identity";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSeal } from "../seal.ts";
import { createTestDatabase, type TestDatabase, tablesHolding } from "../testing.ts";
import { createIdentityStore } from "./identity-store.ts";

let database: TestDatabase;
let identity: IdentityStore;

beforeAll(async () => {
  database = await createTestDatabase();
  identity = createIdentityStore(database.client, database.seal);
});
afterAll(() => database.close());

const email = () => `${randomUUID()}@clinic.example`;
const entra = () => ({ tid: randomUUID(), oid: randomUUID() });

async function newPerson(address = email(), passwordHash: string | null = "hash") {
  const created = await identity.people.createPerson({ email: address, name: "Ada", passwordHash });
  if (created.kind !== "created") throw new Error(created.kind);
  return created.person;
}

async function invite(address = email()) {
  const owner = await newPerson();
  const tenantId = await identity.tenants.createTenant(randomUUID(), owner.id);
  const by = { personId: owner.id, personName: owner.name, role: "owner" } as const;
  const step = { migrationId: null, step: null };
  const { token } = await identity.invitations.invite({
    tenantId,
    email: address,
    role: "dynamics-admin",
    ...step,
    by,
  });
  return { tenantId, token, address };
}

test("an e-mail address is one account however it is spelled, and its password hash stays apart", async () => {
  const person = await newPerson("Mixed.Case@Clinic.example", "secret-hash");
  expect(person).toMatchObject({
    email: "mixed.case@clinic.example",
    hasPassword: true,
    hasTotp: false,
    isStaff: false,
  });
  expect(await identity.people.findByEmail(" MIXED.case@clinic.EXAMPLE")).toEqual(person);
  const again = await identity.people.createPerson({
    email: "mixed.CASE@clinic.example",
    name: "B",
    passwordHash: null,
  });
  expect(again).toEqual({ kind: "email-taken" });
  expect(JSON.stringify(await identity.people.get(person.id))).not.toContain("secret-hash");
  expect(await identity.people.passwordHash(person.id)).toBe("secret-hash");
  await identity.people.setPassword(person.id, "new-hash");
  expect(await identity.people.passwordHash(person.id)).toBe("new-hash");
  expect(await identity.people.findByEmail(email())).toBeNull();
});

test("an account made at the same time twice is made once", async () => {
  const address = email();
  const kinds = await Promise.all(
    [1, 2, 3].map(
      async () => (await identity.people.createPerson({ email: address, name: "A", passwordHash: "h" })).kind,
    ),
  );
  expect(kinds.sort()).toEqual(["created", "email-taken", "email-taken"]);
});

test("a Microsoft account that claims somebody's e-mail gets neither that account nor a new one", async () => {
  const victim = await newPerson();
  const claimed = { ...entra(), email: victim.email, name: "Eve" };
  expect(await identity.people.findOrLinkEntra(claimed, null)).toEqual({ kind: "email-taken" });
  expect(await identity.people.findOrLinkEntra({ ...claimed, email: email() }, null)).toEqual({ kind: "not-invited" });
  const { token } = await invite(victim.email);
  expect(await identity.people.findOrLinkEntra({ ...claimed, email: email() }, token)).toEqual({ kind: "email-taken" });
  expect(await identity.people.get(victim.id)).toEqual(victim);
  expect(await identity.invitations.invitationByToken(token)).not.toBeNull();
});

test("an invitation's link makes a Microsoft account's person once, under the address it was sent to", async () => {
  const { tenantId, token, address } = await invite();
  const account = { ...entra(), email: email(), name: "Dana" };
  const answers = await Promise.all([1, 2].map(() => identity.people.findOrLinkEntra(account, token)));
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["joined", "known"]);
  const joined = answers.find((answer) => answer.kind === "joined");
  expect(joined).toMatchObject({
    person: { email: address, hasEntra: true, hasPassword: false },
    membership: { tenantId, role: "dynamics-admin" },
  });
  const later = await identity.people.findOrLinkEntra({ ...account, email: "renamed@elsewhere.example" }, null);
  expect(later).toEqual({ kind: "known", person: joined?.kind === "joined" ? joined.person : null });
  expect(await identity.people.findOrLinkEntra({ ...entra(), email: email(), name: "Eve" }, token)).toEqual({
    kind: "not-invited",
  });
});

test("the same object id in another directory is somebody else", async () => {
  const { token } = await invite();
  const account = { ...entra(), email: email(), name: "Dana" };
  await identity.people.findOrLinkEntra(account, token);
  expect((await identity.people.findOrLinkEntra({ ...account, tid: randomUUID() }, null)).kind).toBe("not-invited");
});

test("Microsoft ids are linked to one person, and a person to one pair of ids", async () => {
  const [first, second] = [await newPerson(), await newPerson()];
  const ids = entra();
  expect(await identity.people.linkEntra(first.id, ids)).toBe(true);
  expect(await identity.people.linkEntra(first.id, ids)).toBe(true);
  expect(await identity.people.linkEntra(second.id, ids)).toBe(false);
  expect(await identity.people.linkEntra(first.id, entra())).toBe(false);
  expect(await identity.people.findOrLinkEntra({ ...ids, email: email(), name: "x" }, null)).toMatchObject({
    kind: "known",
    person: { id: first.id },
  });
});

test("a second factor counts from its first code, and no code counts twice", async () => {
  const person = await newPerson();
  expect(await identity.people.confirmTotp(person.id, 99)).toBe(false);
  await identity.people.beginTotp(person.id, "FIRSTSECRET");
  await identity.people.beginTotp(person.id, "SECONDSECRET");
  expect(await identity.people.totpSecret(person.id)).toEqual({ secret: "SECONDSECRET", isConfirmed: false });
  expect(await identity.people.acceptTotpStep(person.id, 100)).toBe(false);
  expect(await identity.people.confirmTotp(person.id, 100)).toBe(true);
  expect((await identity.people.get(person.id))?.hasTotp).toBe(true);
  expect(await identity.people.acceptTotpStep(person.id, 100)).toBe(false);
  const accepted = await Promise.all(Array.from({ length: 8 }, () => identity.people.acceptTotpStep(person.id, 101)));
  expect(accepted.filter(Boolean)).toHaveLength(1);
  expect(await identity.people.acceptTotpStep(person.id, 100)).toBe(false);
});

test("a confirmed second factor is never replaced, only removed", async () => {
  const person = await newPerson();
  await identity.people.beginTotp(person.id, "SECRET");
  await identity.people.confirmTotp(person.id, 1);
  await expect(identity.people.beginTotp(person.id, "OTHER")).rejects.toMatchObject({ code: "totp-confirmed" });
  expect((await identity.people.totpSecret(person.id))?.secret).toBe("SECRET");
  await identity.people.removeTotp(person.id);
  expect(await identity.people.totpSecret(person.id)).toBeNull();
  expect((await identity.people.get(person.id))?.hasTotp).toBe(false);
});

test("a second factor's secret lies sealed, for this installation and this person only", async () => {
  const [first, second] = [await newPerson(), await newPerson()];
  await identity.people.beginTotp(first.id, "CANARYTOTPSECRET");
  const hex = Buffer.from("CANARYTOTPSECRET").toString("hex");
  expect(await tablesHolding(database.url, ["CANARYTOTPSECRET", hex])).toEqual([]);
  const owner = new Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`update person set totp_secret = (select totp_secret from person where id = $1) where id = $2`, [
    first.id,
    second.id,
  ]);
  await owner.end();
  await expect(identity.people.totpSecret(second.id)).rejects.toThrow();
  const elsewhere = createIdentityStore(database.client, createSeal({ kek: Buffer.alloc(32, 7).toString("base64") }));
  await expect(elsewhere.people.totpSecret(first.id)).rejects.toThrow();
});
