import { randomUUID } from "node:crypto";
import type { IdentityStore } from "@flit/core/identity";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase, tablesHolding } from "../testing.ts";
import { createIdentityStore } from "./identity-store.ts";

let database: TestDatabase;
let identity: IdentityStore;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  identity = createIdentityStore(database.client, database.seal);
  owner = new Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.close();
});

async function newPerson() {
  const email = `${randomUUID()}@clinic.example`;
  const created = await identity.people.createPerson({ email, name: "Ada", passwordHash: "hash" });
  if (created.kind !== "created") throw new Error(created.kind);
  return created.person;
}

async function newTenant() {
  const person = await newPerson();
  const tenantId = await identity.tenants.createTenant(`Clinic ${randomUUID()}`, person.id);
  const by = { personId: person.id, personName: person.name, role: "owner" } as const;
  const invite = (email: string) =>
    identity.invitations.invite({
      tenantId,
      email,
      role: "dynamics-admin",
      migrationId: randomUUID(),
      step: "dynamics",
      by,
    });
  return { tenantId, person, by, invite };
}

test("an invitation is told by its link while it is open, and its token is kept nowhere", async () => {
  const { tenantId, person, invite } = await newTenant();
  const { token, invitation } = await invite("Dana@Clinic.example");
  const read = await identity.invitations.invitationByToken(token);
  const [membership] = await identity.members.memberships(person.id);
  expect(read).toEqual({ ...invitation, tenantName: membership?.tenantName });
  expect(read).toMatchObject({ tenantId, email: "dana@clinic.example", step: "dynamics", state: "open" });
  expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(7 * 86_400_000);
  expect(await identity.invitations.invitationByToken(`${token}x`)).toBeNull();
  expect(await tablesHolding(database.url, [token])).toEqual([]);
});

test("an invitation accepted at the same time many times is accepted once", async () => {
  const { tenantId, invite } = await newTenant();
  const member = await newPerson();
  const { token, invitation } = await invite(member.email);
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => identity.invitations.acceptInvitation(token, member.id)),
  );
  expect(answers.map(({ kind }) => kind).sort()).toEqual([...Array(5).fill("closed"), "joined"]);
  expect(answers.find(({ kind }) => kind === "joined")).toMatchObject({
    membership: { tenantId, role: "dynamics-admin" },
    invitation: { id: invitation.id, state: "accepted" },
  });
  expect(await identity.members.memberships(member.id)).toHaveLength(1);
});

test("a link that reached somebody else joins nobody", async () => {
  const { invite } = await newTenant();
  const { token } = await invite(`${randomUUID()}@clinic.example`);
  const thief = await newPerson();
  expect(await identity.invitations.acceptInvitation(token, thief.id)).toEqual({ kind: "for-somebody-else" });
  expect(await identity.members.memberships(thief.id)).toEqual([]);
  expect(await identity.invitations.invitationByToken(token)).not.toBeNull();
});

test("withdrawn and expired invitations are closed, and another tenant cannot withdraw one", async () => {
  const { tenantId, by, invite } = await newTenant();
  const member = await newPerson();
  const [withdrawn, expired] = [await invite(member.email), await invite(member.email)];
  const stranger = await newTenant();
  const change = { tenantId, id: withdrawn.invitation.id, by };
  expect(await identity.invitations.withdraw({ ...change, tenantId: stranger.tenantId, by: stranger.by })).toBe(false);
  expect(await identity.invitations.withdraw(change)).toBe(true);
  expect(await identity.invitations.withdraw(change)).toBe(false);
  await owner.query(`update invitation set expires_at = now() where id = $1`, [expired.invitation.id]);
  for (const { token } of [withdrawn, expired]) {
    expect(await identity.invitations.invitationByToken(token)).toBeNull();
    expect(await identity.invitations.acceptInvitation(token, member.id)).toEqual({ kind: "closed" });
  }
  const list = await identity.invitations.listInvitations(tenantId);
  expect(list.map(({ state }) => state)).toEqual(["expired", "withdrawn"]);
  expect(await identity.invitations.listInvitations(stranger.tenantId)).toEqual([]);
});

test("somebody who works there already keeps their role when they follow another invitation", async () => {
  const { person, invite } = await newTenant();
  const { token } = await invite(person.email);
  expect(await identity.invitations.acceptInvitation(token, person.id)).toMatchObject({
    kind: "joined",
    membership: { role: "owner" },
  });
});
