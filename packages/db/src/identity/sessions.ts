import { randomUUID } from "node:crypto";
import { type BrowserSession, type Person, type SessionStore, type SignedIn, sessionLimits } from "@flit/core/identity";
import { type Connection, execute, query } from "../sql.ts";
import { membershipsOf } from "./membership.ts";
import { findPerson } from "./person.ts";
import type { Realm } from "./realm.ts";
import { newToken, tokenHash } from "./token.ts";

type Row = Omit<BrowserSession, "createdAt" | "lastSeenAt" | "provedAt"> & {
  createdAt: Date;
  lastSeenAt: Date;
  provedAt: Date;
};
const longestUserAgent = 300;

const ago = (seconds: number) => `clock_timestamp() - interval '${seconds} seconds'`;
const isAlive = `last_seen_at > ${ago(sessionLimits.idleSeconds)} and created_at > ${ago(sessionLimits.absoluteSeconds)}`;
const columns = `id::text as id, created_at as "createdAt", last_seen_at as "lastSeenAt", proved_at as "provedAt",
  proved_at > ${ago(sessionLimits.freshSeconds)} as "isFresh", user_agent as "userAgent"`;

/** Signed-in browsers. Limits are kept by Postgres' clock, whichever process asks. */
export function sessionStore(realm: Realm): SessionStore {
  return {
    openSession: (personId, userAgent) =>
      realm(async (connection) => {
        await removeDead(connection);
        const sessionId = randomUUID();
        const token = newToken();
        await execute(
          connection,
          `insert into session (id, token_hash, person_id, user_agent, created_at, last_seen_at, proved_at)
           select $1::uuid, $2, $3::uuid, $4, at, at, at from clock_timestamp() at`,
          sessionId,
          tokenHash(token),
          personId,
          userAgent.slice(0, longestUserAgent),
        );
        return { token, sessionId };
      }),
    touchSession: (token) =>
      realm(async (connection) => {
        await execute(
          connection,
          `update session set last_seen_at = clock_timestamp()
           where token_hash = $1 and ${isAlive} and last_seen_at < ${ago(sessionLimits.markEverySeconds)}`,
          tokenHash(token),
        );
        return signedIn(connection, token);
      }),
    readSession: (token) => realm((connection) => signedIn(connection, token)),
    proveAgain: (sessionId) =>
      realm(async (connection) => {
        const token = newToken();
        const proved = await execute(
          connection,
          `update session set token_hash = $2, proved_at = clock_timestamp(), last_seen_at = clock_timestamp()
           where id = $1::uuid and ${isAlive}`,
          sessionId,
          tokenHash(token),
        );
        return proved === 1 ? { token } : null;
      }),
    endSession: (sessionId) =>
      realm(async (connection) => {
        await execute(connection, `delete from session where id = $1::uuid`, sessionId);
      }),
    endOtherSessions: (personId, exceptId) =>
      realm((connection) =>
        execute(
          connection,
          `delete from session where person_id = $1::uuid and id is distinct from $2::uuid`,
          personId,
          exceptId,
        ),
      ),
    listSessions: (personId) =>
      realm(async (connection) => {
        const rows = await query<Row>(
          connection,
          `select ${columns} from session where person_id = $1::uuid and ${isAlive} order by last_seen_at desc, id`,
          personId,
        );
        return rows.map(toSession);
      }),
  };
}

async function signedIn(connection: Connection, token: string): Promise<SignedIn | null> {
  const [row] = await query<Row & { personId: string }>(
    connection,
    `select ${columns}, person_id::text as "personId" from session where token_hash = $1 and ${isAlive}`,
    tokenHash(token),
  );
  if (!row) return null;
  const person: Person | null = await findPerson(connection, "p.id = $1::uuid", row.personId);
  if (!person) return null;
  return { session: toSession(row), person, memberships: await membershipsOf(connection, person.id) };
}

/** Ended sessions go when the next one is opened; those another transaction works on are left to it. */
async function removeDead(connection: Connection): Promise<void> {
  await execute(
    connection,
    `delete from session where id in (select id from session where not (${isAlive}) limit 100 for update skip locked)`,
  );
}

function toSession({ id, createdAt, lastSeenAt, provedAt, isFresh, userAgent }: Row): BrowserSession {
  return {
    id,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    provedAt: provedAt.toISOString(),
    isFresh,
    userAgent,
  };
}
