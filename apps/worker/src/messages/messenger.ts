import type { IdentityStore } from "@flit/core/identity";
import type { Delivery, NewDelivery, OutboxEvent } from "@flit/core/message-store";
import { type MessageContent, mailOf, retryInMs, wishOf } from "@flit/core/messages";
import type { TenantStore } from "@flit/core/ports";
import type { DueMessage } from "@flit/db/system-figures";
import { type MailServer, sendMail } from "../mail.ts";
import { sendWebhook } from "./send-webhook.ts";

/** An attempt that was not settled by then is somebody else's to repeat: its worker is gone. */
const attemptMs = 60_000;
const most = 20;

export interface MessengerOptions {
  readonly due: (most: number) => Promise<readonly DueMessage[]>;
  readonly store: (tenantId: string) => TenantStore;
  readonly identity: Pick<IdentityStore, "members" | "tenants" | "people">;
  /** Null: this installation sends no e-mail. */
  readonly mail: MailServer | null;
  /** Address people use; null when this process was not told. */
  readonly url: string | null;
  readonly allowLocal: boolean;
}

/** Makes out and sends what is due, once; answers how many. A kill in between repeats a message rather than losing it. */
export async function sendDue(options: MessengerOptions): Promise<number> {
  const due = await options.due(most);
  const events = due.filter(({ kind }) => kind === "event");
  for (const { tenantId, id } of events) await makeOut(options, tenantId, id);
  const deliveries = due.filter(({ kind }) => kind === "delivery");
  await Promise.all(deliveries.map(({ tenantId, id }) => deliver(options, tenantId, id)));
  return due.length;
}

async function makeOut(options: MessengerOptions, tenantId: string, eventId: string): Promise<void> {
  const clinic = (await options.identity.tenants.allTenants()).find(({ id }) => id === tenantId)?.name ?? "";
  const members = await options.identity.members.members(tenantId);
  await options.store(tenantId).transact(async (tx) => {
    const event = await tx.messages.untold(eventId);
    if (!event) return;
    const content = contentOf(
      options,
      tenantId,
      clinic,
      event,
      (await tx.migrations.get(event.migrationId))?.name ?? "",
    );
    const isWanted = (wish: { readonly whenEnded: boolean; readonly whenNeeded: boolean }) =>
      event.tells === "ended" ? wish.whenEnded : wish.whenNeeded;
    const wishes = new Map((await tx.messages.wishes()).map((wish) => [wish.personId, wish]));
    const receivers = members.filter(({ person, role }) => isWanted(wishes.get(person.id) ?? wishOf(role)));
    const webhook = await tx.messages.webhook();
    const mails = options.mail === null ? [] : receivers;
    await tx.messages.makeOut(eventId, [
      ...mails.map(({ person }): NewDelivery => ({ channel: "email", personId: person.id, content })),
      ...(webhook && isWanted(webhook) ? [{ channel: "webhook", personId: null, content } satisfies NewDelivery] : []),
    ]);
  });
}

function contentOf(
  { url }: MessengerOptions,
  tenantId: string,
  clinic: string,
  event: OutboxEvent,
  name: string,
): MessageContent {
  const page = `/clinics/${tenantId}/migrations/${event.migrationId}/run?run=${event.runId}`;
  return {
    event: `run.${event.tells}`,
    at: event.at,
    clinic,
    migration: { id: event.migrationId, name },
    run: { id: event.runId, kind: event.kind, state: event.state },
    code: event.code,
    counts: event.counts,
    link: url === null ? null : new URL(page, url).href,
  };
}

async function deliver(options: MessengerOptions, tenantId: string, id: string): Promise<void> {
  const store = options.store(tenantId);
  const { delivery, webhook } = await store.transact(async (tx) => ({
    delivery: await tx.messages.claim(id, attemptMs),
    webhook: await tx.messages.webhook(),
  }));
  if (!delivery) return;
  const failure =
    delivery.channel === "email"
      ? await mailTo(options, tenantId, delivery)
      : webhook === null
        ? gone
        : await sendWebhook(
            webhook,
            { id, event: delivery.content.event, body: JSON.stringify({ id, ...delivery.content }) },
            options.allowLocal,
          ).catch(() => "bad-webhook");
  const wait = failure === gone ? null : retryInMs(delivery.attempts);
  await store.transact((tx) =>
    tx.messages.settle(
      id,
      failure === null
        ? { state: "sent" }
        : wait === null
          ? { state: "failed", failure }
          : { state: "pending", failure, retryInMs: wait },
    ),
  );
}

/** Whom it was for is not there any more: nobody is told, and it is not tried again. */
const gone = "receiver-gone";

async function mailTo(options: MessengerOptions, tenantId: string, delivery: Delivery): Promise<string | null> {
  if (options.mail === null) return "no-mail-server";
  const members = await options.identity.members.members(tenantId);
  const member = members.find(({ person }) => person.id === delivery.personId);
  if (!member) return gone;
  return sendMail(options.mail, { to: member.person.email, ...mailOf(delivery.content) });
}
