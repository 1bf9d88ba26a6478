import type { ThrottleStore } from "@flit/core/identity";
import { sha256Hex } from "@flit/core/ids";
import { countFailure, mayTry, memoryMs, type ThrottleKey } from "@flit/core/sign-in-throttle";
import { asJson, clock, execute, query } from "../sql.ts";
import { networkOf } from "./network-of.ts";
import { spellEmail } from "./person.ts";
import type { Realm } from "./realm.ts";

/** Counts of failed tries, shared by all processes. */
export function throttleStore(realm: Realm): ThrottleStore {
  return {
    mayTry: (keys) =>
      realm(async (connection) => {
        await execute(
          connection,
          `delete from sign_in_throttle where key in (select key from sign_in_throttle
             where resets_at < clock_timestamp() - interval '${memoryMs} milliseconds' limit 100 for update skip locked)`,
        );
        // Makes and holds all keys, in one order: tries for the same key come one after the other.
        const rows = await query<{ key: string; failures: number; resetsAt: Date }>(
          connection,
          `insert into sign_in_throttle (key, failures, resets_at)
           select distinct k.key, 0, clock_timestamp() from jsonb_to_recordset($1::jsonb) as k(key text) order by k.key
           on conflict (key) do update set key = excluded.key returning key, failures, resets_at as "resetsAt"`,
          asJson(keys.map((key) => ({ key: storedKey(key) }))),
        );
        const now = (await clock(connection)).getTime();
        const known = new Map(
          rows.map(({ key, failures, resetsAt }) => [key, { count: failures, resetsAt: resetsAt.getTime() }]),
        );
        const failures = keys.map((key) => ({
          kind: key.kind,
          key: storedKey(key),
          before: known.get(storedKey(key)) ?? null,
        }));
        const waits = failures.flatMap(({ kind, before }) => {
          const answer = mayTry(kind, before, now);
          return answer.isAllowed ? [] : [answer.retryAfterMs];
        });
        if (waits.length > 0) return { isAllowed: false, retryAfterMs: Math.max(...waits) };
        await execute(
          connection,
          `update sign_in_throttle t set failures = f.count, resets_at = f."resetsAt"
           from jsonb_to_recordset($1::jsonb) as f(key text, count int, "resetsAt" timestamptz) where t.key = f.key`,
          asJson(
            failures.map(({ kind, key, before }) => {
              const { count, resetsAt } = countFailure(kind, before, now);
              return { key, count, resetsAt: new Date(resetsAt).toISOString() };
            }),
          ),
        );
        return { isAllowed: true };
      }),
    giveBack: (keys) =>
      realm(async (connection) => {
        for (const key of keys.map(storedKey).sort())
          await execute(
            connection,
            `update sign_in_throttle set failures = greatest(failures - 1, 0) where key = $1`,
            key,
          );
      }),
    clearFailures: (key) =>
      realm(async (connection) => {
        await execute(connection, `delete from sign_in_throttle where key = $1`, storedKey(key));
      }),
  };
}

/** Keys are kept as hashes: the table tells nobody who tried from where. */
function storedKey({ kind, value }: ThrottleKey): string {
  return `${kind}:${sha256Hex(kind === "account" ? spellEmail(value) : networkOf(value))}`;
}
