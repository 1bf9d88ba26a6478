import { actionHash } from "@flit/core/action-chain";
import type { ActionHead, ActionStore, LoggedAction } from "@flit/core/actions";
import { clock, execute, query, type Session } from "../sql.ts";

type Row = Omit<LoggedAction, "position" | "at"> & { position: bigint; at: Date };
const verifyPage = 5_000;
const columns = `position, at, person_id::text as "personId", person_name as "personName", role, event,
  migration_id::text as "migrationId", subject, hash`;

/** What people did in a tenant: append-only, one hash chain. */
export function actionStore(session: Pick<Session, "tx" | "tenantId">): ActionStore {
  const { tenantId } = session;
  const head = async (): Promise<ActionHead | null> => {
    const [row] = await query<{ position: bigint; hash: string }>(
      session,
      `select position, hash from action_event where tenant_id = $1::uuid order by position desc limit 1`,
      tenantId,
    );
    return row ? { position: Number(row.position), hash: row.hash } : null;
  };
  return {
    append: async (action) => {
      // One appender at a time, until the transaction ends. The time is taken under the lock: it never runs backwards.
      await query(
        session,
        `select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked`,
        `actions/${tenantId}`,
      );
      const last = await head();
      const position = (last?.position ?? 0) + 1;
      const at = (await clock(session)).toISOString();
      const entry = { ...action, position, at };
      const hash = actionHash(last?.hash ?? tenantId, entry);
      await execute(
        session,
        `insert into action_event (tenant_id, position, at, person_id, person_name, role, event, migration_id, subject, hash)
         values ($1::uuid, $2::bigint, $3::timestamptz, $4::uuid, $5, $6, $7, $8::uuid, $9::jsonb, $10)`,
        tenantId,
        position,
        at,
        action.personId,
        action.personName,
        action.role,
        action.event,
        action.migrationId,
        JSON.stringify(action.subject),
        hash,
      );
      return { ...entry, hash };
    },
    page: async ({ beforePosition, limit, event, events, personId, migrationId, from, until }) => {
      const rows = await query<Row>(
        session,
        `select ${columns} from action_event where tenant_id = $1::uuid and ($2::bigint is null or position < $2::bigint)
           and ($3::text[] is null or event = any($3::text[])) and ($4::uuid is null or person_id = $4::uuid)
           and ($5::uuid is null or migration_id = $5::uuid) and ($7::timestamptz is null or at >= $7::timestamptz)
           and ($8::timestamptz is null or at < $8::timestamptz) order by position desc limit $6`,
        tenantId,
        beforePosition,
        event === undefined ? (events ?? null) : [event],
        personId ?? null,
        migrationId ?? null,
        limit,
        from ?? null,
        until ?? null,
      );
      return rows.map(toAction);
    },
    people: () =>
      query(
        session,
        `select id, name from (select distinct on (person_id) person_id::text as id, person_name as name from action_event
           where tenant_id = $1::uuid and person_id is not null order by person_id, position desc) known order by name, id`,
        tenantId,
      ),
    verify: async () => {
      let last: ActionHead | null = null;
      let actions = 0;
      let firstBroken: number | null = null;
      for (;;) {
        const after: number = last?.position ?? 0;
        const rows = await query<Row>(
          session,
          `select ${columns} from action_event where tenant_id = $1::uuid and position > $2::bigint order by position limit ${verifyPage}`,
          tenantId,
          after,
        );
        for (const action of rows.map(toAction)) {
          const expected: number = (last?.position ?? 0) + 1;
          // What is missing is broken at the place where it should stand.
          if (action.position !== expected) firstBroken ??= expected;
          if (action.hash !== actionHash(last?.hash ?? tenantId, action)) firstBroken ??= action.position;
          last = { position: action.position, hash: action.hash };
        }
        actions += rows.length;
        if (rows.length < verifyPage) return { actions, head: last, firstBroken };
      }
    },
    head,
  };
}

function toAction(row: Row): LoggedAction {
  return { ...row, position: Number(row.position), at: row.at.toISOString() };
}
