import { wishOf } from "@flit/core/messages";
import { isAllowed, whoCan } from "@flit/core/permissions";
import { Refusal } from "@flit/core/refusal";
import { webhookUrl } from "@flit/worker/messages/send-webhook";
import { type messageEndpoints, messageWords } from "../../features/messages/endpoints.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";

const mostRecent = 20;

/** A clinic's messages about its runs: settings, a test, and what became of the last ones. */
export const messageHandlers: Handlers<typeof messageEndpoints> = {
  readMessages: async ({ store, clinic, who, role, product }) => {
    const members = await product.identity.members.members(clinic);
    const { wishes, webhook, recent } = await store.transact(async (tx) => ({
      wishes: new Map((await tx.messages.wishes()).map((wish) => [wish.personId, wish])),
      webhook: await tx.messages.webhook(),
      recent: await tx.messages.recent(mostRecent),
    }));
    const names = new Map(members.map(({ person }) => [person.id, person.name]));
    return {
      hasMail: product.env.SMTP_URL !== undefined,
      me: who.person.id,
      mayManage: isAllowed(role, "messages.manage"),
      members: members.map(({ person, role: own }) => {
        const { whenEnded, whenNeeded } = wishes.get(person.id) ?? wishOf(own);
        return { personId: person.id, name: person.name, email: person.email, role: own, whenEnded, whenNeeded };
      }),
      webhook: webhook && { url: webhook.url, whenEnded: webhook.whenEnded, whenNeeded: webhook.whenNeeded },
      recent: recent.map(({ id, createdAt, channel, personId, content, state, attempts, failure }) => ({
        id,
        at: createdAt,
        channel,
        to: personId === null ? null : (names.get(personId) ?? null),
        what: messageWords(content.run?.kind ?? null, content.event),
        state,
        attempts,
        failure,
      })),
    };
  },

  setWish: async ({ store, clinic, who, role, params, body, product, log }) => {
    const { person } = params;
    if (person !== who.person.id && !isAllowed(role, "messages.manage"))
      throw new Problem(
        403,
        "not-allowed",
        `You can choose your own messages. ${whoCan("messages.manage")} can choose others'.`,
      );
    const members = await product.identity.members.members(clinic);
    if (!members.some((member) => member.person.id === person))
      throw new Problem(404, "not-found", "Nobody of the clinic is called that.");
    await store.transact(async (tx) => {
      await tx.messages.setWish({ personId: person, ...body });
      await log(tx, { person, ...body });
    });
    return {};
  },

  saveWebhook: async ({ store, body, product, log }) => {
    const url = webhookUrl(body.url, product.env.FLIT_ALLOW_LOCAL_PLATFORMS);
    await store.transact(async (tx) => {
      const before = await tx.messages.webhook();
      // Another address must not be handed a signature made with a secret its owner may not know.
      const secret = body.secret !== "" ? body.secret : before?.url === url.href ? before.secret : null;
      if (secret === null)
        throw new Problem(400, "invalid", "Some fields need a change.", { secret: "Type a secret." });
      const { whenEnded, whenNeeded } = body;
      await tx.messages.saveWebhook({ url: url.href, secret, whenEnded, whenNeeded });
      await log(tx, { webhook: url.host, whenEnded, whenNeeded });
    });
    return {};
  },

  removeWebhook: async ({ store, log }) => {
    await store.transact(async (tx) => {
      await tx.messages.removeWebhook();
      await log(tx, { webhook: null });
    });
    return {};
  },

  testMessage: async ({ store, clinic, who, role, body, product, log }) => {
    const { channel } = body;
    if (channel === "webhook" && !isAllowed(role, "messages.manage"))
      throw new Problem(403, "not-allowed", `${whoCan("messages.manage")} can test the webhook.`);
    if (channel === "email" && product.env.SMTP_URL === undefined)
      throw new Refusal("no-mail-server", "This installation sends no e-mail. Tell whoever runs it.");
    const name = (await product.identity.tenants.allTenants()).find(({ id }) => id === clinic)?.name ?? "";
    await store.transact(async (tx) => {
      if (channel === "webhook" && (await tx.messages.webhook()) === null)
        throw new Refusal("no-webhook", "Save the webhook first, then test it.");
      await tx.messages.add({
        channel,
        personId: channel === "email" ? who.person.id : null,
        content: {
          event: "test",
          at: new Date().toISOString(),
          clinic: name,
          migration: null,
          run: null,
          code: null,
          counts: null,
          link: new URL(`/clinics/${clinic}/messages`, product.env.FLIT_URL).href,
        },
      });
      await log(tx, { channel });
    });
    return {};
  },
};
