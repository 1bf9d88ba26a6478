import { randomUUID } from "node:crypto";
import type { ModelCall, ModelStore, NewModelCall } from "@flit/core/model-store";
import type { Json } from "@flit/core/record";
import { execute, query, type Session } from "../sql.ts";

interface CallRow extends Omit<ModelCall, "at" | "sent" | "by"> {
  readonly at: Date;
  readonly sent: Uint8Array;
  readonly personId: string;
  readonly personName: string;
}

const place = (column: "sent" | "answer", row: string) => ({ table: "model_call", column, row });

/** Calls of a language model: what was sent is sealed, and so is what came back. */
export function modelCalls(session: Session): {
  open(call: NewModelCall, tokens: number): Promise<string>;
  readonly settle: ModelStore["settle"];
  readonly answer: ModelStore["answer"];
  readonly list: ModelStore["calls"];
  readonly count: ModelStore["count"];
} {
  const { tenantId, seal } = session;
  return {
    open: async ({ migrationId, kind, provider, model, digest, sent, by }, tokens) => {
      const id = randomUUID();
      await execute(
        session,
        `insert into model_call (tenant_id, id, migration_id, kind, provider, model, digest, sent, tokens, person_id, person_name, at)
         values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8, $9, $10::uuid, $11, clock_timestamp())`,
        tenantId,
        id,
        migrationId,
        kind,
        provider,
        model,
        digest,
        seal.seal(place("sent", id), sent),
        tokens,
        by.id,
        by.name,
      );
      return id;
    },
    settle: async (id, { state, tokens, results, answer }) => {
      await execute(
        session,
        `update model_call set state = $3, tokens = coalesce($4, tokens), results = $5::jsonb, answer = $6
         where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
        state,
        tokens,
        JSON.stringify(results),
        answer === null ? null : seal.seal(place("answer", id), answer),
      );
    },
    answer: async (digest) => {
      const [row] = await query<{ id: string; answer: Uint8Array }>(
        session,
        `select id::text as id, answer from model_call where tenant_id = $1::uuid and digest = $2 and state = 'answered'
           and answer is not null order by at desc, id desc limit 1`,
        tenantId,
        digest,
      );
      return row ? (seal.open(place("answer", row.id), row.answer) as Json) : null;
    },
    list: async ({ before, limit }) => {
      const rows = await query<CallRow>(
        session,
        `select id::text as id, migration_id::text as "migrationId", kind, provider, model, digest, sent, state, tokens, results,
           person_id::text as "personId", person_name as "personName", at
         from model_call where tenant_id = $1::uuid
           and ($2::uuid is null or (at, id) < (select b.at, b.id from model_call b where b.tenant_id = $1::uuid and b.id = $2::uuid))
         order by at desc, id desc limit $3`,
        tenantId,
        before,
        limit,
      );
      return rows.map(({ personId, personName, ...row }) => ({
        ...row,
        at: row.at.toISOString(),
        sent: String(seal.open(place("sent", row.id), row.sent)),
        by: { id: personId, name: personName },
      }));
    },
    count: async () => {
      const [row] = await query<{ count: number }>(
        session,
        `select count(*)::int as count from model_call where tenant_id = $1::uuid and kind <> 'test'`,
        tenantId,
      );
      return row?.count ?? 0;
    },
  };
}
