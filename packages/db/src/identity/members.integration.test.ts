import { randomUUID } from "node:crypto";
import type { IdentityStore, Person } from "@flit/core/identity";
import type { TenantRole } from "@flit/core/permissions";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenantStore } from "../tenant-store.ts";
import { createTestDatabase, type TestDatabase } from "../testing.ts";
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

async function newPerson(name = "Ada") {
  const email = `${randomUUID()}@clinic.example`;
  const created = await identity.people.createPerson({ email, name, passwordHash: "hash" });
  if (created.kind !== "created") throw new Error(created.kind);
  return created.person;
}

async function newTenant() {
  const person = await newPerson("Olive Owner");
  const tenantId = await identity.tenants.createTenant(`Clinic ${randomUUID()}`, person.id);
  const by = { personId: person.id, personName: person.name, role: "owner" } as const;
  const invite = (email: string, role: TenantRole = "clinic-admin") =>
    identity.invitations.invite({ tenantId, email, role, migrationId: null, step: null, by });
  const add = async (role: TenantRole, joining?: Person) => {
    const member = joining ?? (await newPerson());
    await identity.invitations.acceptInvitation((await invite(member.email, role)).token, member.id);
    return member;
  };
  const log = async () => {
    const store = createTenantStore(database.client, tenantId, database.seal);
    const actions = await store.transact((tx) => tx.actions.page({ beforePosition: null, limit: 50 }));
    expect(await store.transact((tx) => tx.actions.verify())).toMatchObject({ firstBroken: null });
    return actions.toReversed().map(({ event, personId }) => ({ event, personId }));
  };
  return { tenantId, person, by, invite, add, log };
}

const rolesOf = async (tenantId: string) =>
  new Map((await identity.members.members(tenantId)).map(({ person, role }) => [person.id, role]));

test("every table but the list of migrations has forced row-level security with a policy", async () => {
  const { rows } = await owner.query<{ name: string; isWalled: boolean; policies: string }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as "isWalled",
       (select string_agg(polname, ',' order by polname) from pg_policy where polrelid = c.oid) as policies
     from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  expect(rows.filter(({ isWalled, policies }) => !isWalled || policies === null).map(({ name }) => name)).toEqual([
    "_prisma_migrations",
  ]);
  const open = rows.filter(({ policies }) => policies?.includes("identity_realm")).map(({ name }) => name);
  expect(open).toEqual(["invitation", "membership", "person", "session", "sign_in_throttle"]);
});

test("outside the realm of identity nobody sees, changes or adds people; a tenant sees its own memberships only", async () => {
  const [first, second] = [await newTenant(), await newTenant()];
  const pending = `${randomUUID()}@clinic.example`;
  await first.invite(pending);
  await identity.sessions.openSession(first.person.id, "test");
  await identity.throttle.mayTry([{ kind: "account", value: pending }]);
  const { client } = database;
  const counts = (tx: Pick<typeof client, "person" | "session" | "signInThrottle" | "membership" | "invitation">) =>
    Promise.all([
      tx.person.count(),
      tx.session.count(),
      tx.signInThrottle.count(),
      tx.membership.count(),
      tx.invitation.count(),
    ]);
  expect(await counts(client)).toEqual([0, 0, 0, 0, 0]);
  const seen = await client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant_id', ${first.tenantId}, true)`;
    await tx.person.updateMany({ data: { isStaff: true } });
    return { counts: await counts(tx), memberships: await tx.membership.findMany() };
  });
  expect(seen.counts).toEqual([0, 0, 0, 1, 1]);
  expect(seen.memberships.map(({ personId }) => personId)).toEqual([first.person.id]);
  expect((await identity.people.get(first.person.id))?.isStaff).toBe(false);
  await expect(
    client.person.create({ data: { id: randomUUID(), email: "eve@x.example", name: "Eve", isStaff: true } }),
  ).rejects.toThrow("row-level security");
  await expect(
    client.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('app.tenant_id', ${first.tenantId}, true)`;
      await tx.membership.create({ data: { tenantId: second.tenantId, personId: first.person.id, role: "owner" } });
    }),
  ).rejects.toThrow("row-level security");
  // Nothing of the realm stays on a pooled connection.
  await Promise.all(Array.from({ length: 20 }, () => identity.people.get(first.person.id)));
  expect(await Promise.all(Array.from({ length: 20 }, () => client.person.count()))).toEqual(Array(20).fill(0));
});

test("the realm of identity opens no tenant's data", async () => {
  const { tenantId } = await newTenant();
  const seen = await database.client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.realm', 'identity', true)`;
    return [await tx.tenant.count(), await tx.migration.count(), await tx.actionEvent.count()];
  });
  expect([tenantId !== "", seen]).toEqual([true, [0, 0, 0]]);
});

test("a tenant is made with its owner and a data key that opens, under a name nobody has", async () => {
  const { tenantId, person, log } = await newTenant();
  const [membership] = await identity.members.memberships(person.id);
  expect(membership).toMatchObject({ tenantId, role: "owner" });
  const store = createTenantStore(database.client, tenantId, database.seal);
  const migrationId = randomUUID();
  await store.transact((tx) =>
    tx.migrations.create({ id: migrationId, name: "m", connections: { a: "b" }, options: {} }),
  );
  expect((await store.transact((tx) => tx.migrations.get(migrationId)))?.connections).toEqual({ a: "b" });
  await expect(identity.tenants.createTenant(membership?.tenantName ?? "", person.id)).rejects.toMatchObject({
    code: "tenant-name-taken",
  });
  expect(await identity.members.memberships(person.id)).toHaveLength(1);
  expect(await identity.tenants.allTenants()).toContainEqual({ id: tenantId, name: membership?.tenantName });
  expect(await log()).toEqual([{ event: "member.joined", personId: person.id }]);
});

test("the last owner stays owner, whoever asks and however many ask at once", async () => {
  const { tenantId, person, by, add } = await newTenant();
  const change = { tenantId, personId: person.id, by };
  await expect(identity.members.setRole({ ...change, role: "auditor" })).rejects.toMatchObject({ code: "last-owner" });
  await expect(identity.members.remove(change)).rejects.toMatchObject({ code: "last-owner" });
  const second = await add("owner");
  const outcomes = await Promise.allSettled([
    identity.members.remove({ tenantId, personId: second.id, by }),
    identity.members.setRole({ tenantId, personId: person.id, role: "operator", by }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect([...(await rolesOf(tenantId)).values()].filter((role) => role === "owner")).toHaveLength(1);
});

test("a change of a role and a removal count at once, are logged, and touch one tenant only", async () => {
  const { tenantId, person, by, add, log } = await newTenant();
  const elsewhere = await newTenant();
  const member = await add("clinic-admin");
  await elsewhere.add("auditor", member);
  const { token } = await identity.sessions.openSession(member.id, "test");
  await identity.members.setRole({ tenantId, personId: member.id, role: "operator", by });
  await identity.members.setRole({ tenantId, personId: member.id, role: "operator", by });
  expect((await rolesOf(tenantId)).get(member.id)).toBe("operator");
  await identity.members.remove({ tenantId, personId: member.id, by });
  const left = await identity.sessions.readSession(token);
  expect(left?.memberships.map(({ tenantId: id, role }) => [id, role])).toEqual([[elsewhere.tenantId, "auditor"]]);
  await expect(identity.members.remove({ tenantId, personId: member.id, by })).rejects.toMatchObject({
    code: "not-a-member",
  });
  expect(await log()).toEqual([
    { event: "member.joined", personId: person.id },
    { event: "member.invited", personId: person.id },
    { event: "member.joined", personId: member.id },
    { event: "member.role-changed", personId: person.id },
    { event: "member.removed", personId: person.id },
  ]);
});

test("somebody removed finds no way back in by older links of theirs or from them", async () => {
  const { tenantId, by, add, invite } = await newTenant();
  const member = await add("owner");
  const spare = await invite(member.email);
  const byMember = { personId: member.id, personName: member.name, role: "owner" } as const;
  const friend = {
    tenantId,
    email: `${randomUUID()}@x.example`,
    role: "owner",
    migrationId: null,
    step: null,
  } as const;
  const sent = await identity.invitations.invite({ ...friend, by: byMember });
  await identity.members.remove({ tenantId, personId: member.id, by });
  expect(await identity.invitations.acceptInvitation(spare.token, member.id)).toEqual({ kind: "closed" });
  expect(await identity.invitations.invitationByToken(sent.token)).toBeNull();
});
