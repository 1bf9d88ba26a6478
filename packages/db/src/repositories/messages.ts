import type { Delivery, MessageStore, MessageWebhook, NewDelivery, OutboxEvent } from "@flit/core/message-store";
import { asJson, execute, query, type Session } from "../sql.ts";

interface DeliveryRow extends Omit<Delivery, "createdAt" | "sentAt"> {
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

const columns = `id::text as id, channel, person_id::text as "personId", content, state, attempts, failure, created_at as "createdAt", sent_at as "sentAt"`;
const place = { table: "message_webhook", column: "secret", row: "webhook" } as const;

/** A clinic's messages; the webhook's secret is sealed. */
export function messageStore(session: Session): MessageStore {
  const { tenantId, seal } = session;
  const select = async (rest: string, ...values: readonly unknown[]) =>
    (
      await query<DeliveryRow>(
        session,
        `select ${columns} from message_delivery where tenant_id = $1::uuid ${rest}`,
        tenantId,
        ...values,
      )
    ).map(toDelivery);
  const insert = (deliveries: readonly NewDelivery[]) =>
    query<{ id: string }>(
      session,
      `insert into message_delivery (tenant_id, id, channel, person_id, content)
       select $1::uuid, gen_random_uuid(), d."channel", d."personId"::uuid, d."content"
       from jsonb_to_recordset($2::jsonb) as d("channel" text, "personId" text, "content" jsonb) returning id::text as id`,
      tenantId,
      asJson(deliveries),
    );
  return {
    wishes: () =>
      query(
        session,
        `select person_id::text as "personId", when_ended as "whenEnded", when_needed as "whenNeeded" from message_wish where tenant_id = $1::uuid`,
        tenantId,
      ),
    setWish: async ({ personId, whenEnded, whenNeeded }) => {
      await execute(
        session,
        `insert into message_wish (tenant_id, person_id, when_ended, when_needed) values ($1::uuid, $2::uuid, $3, $4)
         on conflict (tenant_id, person_id) do update set when_ended = excluded.when_ended, when_needed = excluded.when_needed`,
        tenantId,
        personId,
        whenEnded,
        whenNeeded,
      );
    },
    webhook: async () => {
      const [row] = await query<Omit<MessageWebhook, "secret"> & { readonly secret: Uint8Array }>(
        session,
        `select url, secret, when_ended as "whenEnded", when_needed as "whenNeeded" from message_webhook where tenant_id = $1::uuid`,
        tenantId,
      );
      return row ? { ...row, secret: String(seal.open(place, row.secret)) } : null;
    },
    saveWebhook: async ({ url, secret, whenEnded, whenNeeded }) => {
      await execute(
        session,
        `insert into message_webhook (tenant_id, url, secret, when_ended, when_needed, saved_at) values ($1::uuid, $2, $3, $4, $5, clock_timestamp())
         on conflict (tenant_id) do update set url = excluded.url, secret = excluded.secret, when_ended = excluded.when_ended,
           when_needed = excluded.when_needed, saved_at = excluded.saved_at`,
        tenantId,
        url,
        seal.seal(place, secret),
        whenEnded,
        whenNeeded,
      );
    },
    removeWebhook: async () => {
      await execute(session, `delete from message_webhook where tenant_id = $1::uuid`, tenantId);
    },
    untold: async (eventId) => {
      const [row] = await query<Omit<OutboxEvent, "at"> & { readonly at: Date }>(
        session,
        `select id::text as id, migration_id::text as "migrationId", run_id::text as "runId", at, tells, code,
           subject->>'kind' as kind, subject->>'state' as state, subject - 'kind' - 'state' as counts
         from run_event where tenant_id = $1::uuid and id = $2::uuid and tells is not null and told_at is null for update skip locked`,
        tenantId,
        eventId,
      );
      return row ? { ...row, at: row.at.toISOString() } : null;
    },
    makeOut: async (eventId, deliveries) => {
      if (deliveries.length > 0) await insert(deliveries);
      await execute(
        session,
        `update run_event set told_at = clock_timestamp() where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        eventId,
      );
    },
    add: async (delivery) => {
      const [row] = await insert([delivery]);
      if (!row) throw new Error("The message was not saved.");
      return row.id;
    },
    claim: async (id, attemptMs) => {
      const [row] = await query<DeliveryRow>(
        session,
        `update message_delivery set attempts = attempts + 1, next_at = clock_timestamp() + $3::int * interval '1 millisecond'
         where tenant_id = $1::uuid and id = $2::uuid and state = 'pending' and next_at <= clock_timestamp() returning ${columns}`,
        tenantId,
        id,
        attemptMs,
      );
      return row ? toDelivery(row) : null;
    },
    settle: async (id, outcome) => {
      await execute(
        session,
        `update message_delivery set state = $3, failure = $4, sent_at = case when $3 = 'sent' then clock_timestamp() end,
           next_at = clock_timestamp() + $5::int * interval '1 millisecond' where tenant_id = $1::uuid and id = $2::uuid`,
        tenantId,
        id,
        outcome.state,
        outcome.state === "sent" ? null : outcome.failure,
        outcome.state === "pending" ? outcome.retryInMs : 0,
      );
    },
    get: async (id) => (await select("and id = $2::uuid", id))[0] ?? null,
    recent: (limit) => select("order by created_at desc, id limit $2", limit),
  };
}

function toDelivery({ createdAt, sentAt, ...row }: DeliveryRow): Delivery {
  return { ...row, createdAt: createdAt.toISOString(), sentAt: sentAt?.toISOString() ?? null };
}
