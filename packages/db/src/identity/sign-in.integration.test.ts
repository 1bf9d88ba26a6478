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

async function signIn() {
  const person = await newPerson();
  return { person, ...(await identity.sessions.openSession(person.id, "Firefox")) };
}

/** Lets time pass for a session: its clocks go back. */
const pass = (sessionId: string, column: "created_at" | "last_seen_at" | "proved_at", time: string) =>
  owner.query(`update session set ${column} = ${column} - $2::interval where id = $1`, [sessionId, time]);
const pastWindow = () => owner.query(`update sign_in_throttle set resets_at = now() - interval '1 second'`);

test("a token opens its session, and is kept only as a hash", async () => {
  const { person, token, sessionId } = await signIn();
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await identity.sessions.touchSession(token)).toMatchObject({
    session: { id: sessionId, isFresh: true, userAgent: "Firefox" },
    person,
    memberships: [],
  });
  expect(await identity.sessions.touchSession(randomUUID())).toBeNull();
  expect(await tablesHolding(database.url, [token])).toEqual([]);
});

test("a session ends after 15 idle minutes, which what a page does by itself does not prolong", async () => {
  const { token, sessionId } = await signIn();
  await pass(sessionId, "last_seen_at", "14 minutes");
  expect(await identity.sessions.readSession(token)).not.toBeNull();
  await pass(sessionId, "last_seen_at", "61 seconds");
  expect(await identity.sessions.readSession(token)).toBeNull();
  expect(await identity.sessions.touchSession(token)).toBeNull();
  expect(await identity.sessions.proveAgain(sessionId)).toBeNull();
});

test("use prolongs a session, marked every 30 seconds at most", async () => {
  const { token, sessionId } = await signIn();
  const seenAt = async () => (await identity.sessions.readSession(token))?.session.lastSeenAt ?? "";
  const before = await seenAt();
  await identity.sessions.touchSession(token);
  expect(await seenAt()).toBe(before);
  await pass(sessionId, "last_seen_at", "14 minutes");
  await identity.sessions.touchSession(token);
  expect(Date.parse(await seenAt())).toBeGreaterThanOrEqual(Date.parse(before));
});

test("a session ends after 12 hours, however busy it is", async () => {
  const { person, token, sessionId } = await signIn();
  await pass(sessionId, "created_at", "11 hours 59 minutes");
  expect(await identity.sessions.touchSession(token)).not.toBeNull();
  await pass(sessionId, "created_at", "61 seconds");
  expect(await identity.sessions.touchSession(token)).toBeNull();
  expect(await identity.sessions.listSessions(person.id)).toEqual([]);
  await identity.sessions.openSession(person.id, "later");
  expect((await owner.query(`select from session where id = $1`, [sessionId])).rowCount).toBe(0);
});

test("a proof is fresh for five minutes; proving again replaces the token and keeps the session's age", async () => {
  const { token, sessionId } = await signIn();
  await pass(sessionId, "proved_at", "4 minutes 50 seconds");
  expect((await identity.sessions.touchSession(token))?.session.isFresh).toBe(true);
  await pass(sessionId, "proved_at", "11 seconds");
  const stale = await identity.sessions.touchSession(token);
  expect(stale?.session.isFresh).toBe(false);
  const again = await identity.sessions.proveAgain(sessionId);
  expect(await identity.sessions.touchSession(token)).toBeNull();
  expect((await identity.sessions.touchSession(again?.token ?? ""))?.session).toMatchObject({
    id: sessionId,
    isFresh: true,
    createdAt: stale?.session.createdAt,
  });
});

test("a person ends one session or all others, and nobody else's", async () => {
  const { person, token, sessionId } = await signIn();
  const other = await identity.sessions.openSession(person.id, "x".repeat(1_000));
  const third = await identity.sessions.openSession(person.id, "Chrome");
  const stranger = await signIn();
  const listed = await identity.sessions.listSessions(person.id);
  expect(listed.map(({ id }) => id).sort()).toEqual([sessionId, other.sessionId, third.sessionId].sort());
  await identity.sessions.endSession(third.sessionId);
  expect(await identity.sessions.readSession(third.token)).toBeNull();
  expect(await identity.sessions.endOtherSessions(person.id, sessionId)).toBe(1);
  expect(await identity.sessions.readSession(token)).not.toBeNull();
  expect(await identity.sessions.endOtherSessions(person.id, null)).toBe(1);
  expect(await identity.sessions.readSession(stranger.token)).not.toBeNull();
});

test("of many tries at the same moment for one account five come through, known or unknown, however spelled", async () => {
  const known = (await newPerson()).email;
  for (const value of [known, `${randomUUID()}@nobody.example`]) {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        identity.throttle.mayTry([
          { kind: "account", value: index % 2 ? value.toUpperCase() : value },
          { kind: "address", value: `192.0.2.${index}` },
        ]),
      ),
    );
    expect(answers.filter(({ isAllowed }) => isAllowed)).toHaveLength(5);
    const refused = answers.find((answer) => !answer.isAllowed);
    expect(refused?.isAllowed === false && refused.retryAfterMs).toBeGreaterThan(14 * 60_000);
  }
  expect(await tablesHolding(database.url, [known])).toEqual(["public.person"]);
});

test("thirty tries from one network come through, whichever accounts they are for", async () => {
  const answers: boolean[] = [];
  for (let index = 0; index < 32; index += 1) {
    const address = { kind: "address", value: `2001:db8:7:7::${index.toString(16)}` } as const;
    const account = { kind: "account", value: `${randomUUID()}@x.example` } as const;
    answers.push((await identity.throttle.mayTry([account, address])).isAllowed);
  }
  expect(answers).toEqual([...Array(30).fill(true), false, false]);
});

test("a try given back does not count, and a complete sign-in clears its account but not its address", async () => {
  const account = { kind: "account", value: `${randomUUID()}@x.example` } as const;
  const address = { kind: "address", value: "198.51.100.7" } as const;
  for (let index = 0; index < 8; index += 1) {
    expect((await identity.throttle.mayTry([account, address])).isAllowed).toBe(true);
    await identity.throttle.giveBack([account, address]);
  }
  for (let index = 0; index < 4; index += 1) await identity.throttle.mayTry([account, address]);
  await identity.throttle.clearFailures(account);
  for (let index = 0; index < 5; index += 1) expect((await identity.throttle.mayTry([account])).isAllowed).toBe(true);
  expect((await identity.throttle.mayTry([account])).isAllowed).toBe(false);
  const left = await Promise.all(Array.from({ length: 30 }, () => identity.throttle.mayTry([address])));
  expect(left.filter(({ isAllowed }) => isAllowed)).toHaveLength(26);
});

test("a lock ends, the next failure doubles it, and a day later all is forgotten", async () => {
  const account = { kind: "account", value: `${randomUUID()}@x.example` } as const;
  for (let index = 0; index < 5; index += 1) await identity.throttle.mayTry([account]);
  await pastWindow();
  expect((await identity.throttle.mayTry([account])).isAllowed).toBe(true);
  const refused = await identity.throttle.mayTry([account]);
  expect(refused.isAllowed === false && refused.retryAfterMs).toBeGreaterThan(29 * 60_000);
  await owner.query(`update sign_in_throttle set resets_at = now() - interval '25 hours'`);
  await identity.throttle.mayTry([{ kind: "address", value: "203.0.113.9" }]);
  expect((await owner.query(`select from sign_in_throttle`)).rowCount).toBe(1);
});
