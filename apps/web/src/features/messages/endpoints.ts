import { runNames } from "@flit/core/messages";
import { tenantRoles } from "@flit/core/permissions";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inClinic } from "../clinics/endpoints.ts";

const none = z.object({});
const path = "/clinics/:clinic/messages" as const;
const wish = { whenEnded: z.boolean(), whenNeeded: z.boolean() };
const isRunKind = (value: string): value is keyof typeof runNames => Object.hasOwn(runNames, value);

export const messageMember = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(tenantRoles),
  ...wish,
});
export type MessageMember = z.infer<typeof messageMember>;

export const sentMessage = z.object({
  id: z.string(),
  at: z.string(),
  channel: z.enum(["email", "webhook"]),
  /** Name of the member; null for the webhook and for people who left. */
  to: z.string().nullable(),
  what: z.string(),
  state: z.enum(["pending", "sent", "failed"]),
  attempts: z.number(),
  failure: z.string().nullable(),
});
export type SentMessage = z.infer<typeof sentMessage>;

/** Who is told of a clinic's runs, where, and what became of the last messages. */
export const readMessages = clinicEndpoint({
  method: "GET",
  path,
  permission: "messages.read",
  audit: { none: "settings, names of members and states only" },
  params: inClinic,
  body: none,
  reply: z.object({
    /** Whether this installation sends e-mail at all. */
    hasMail: z.boolean(),
    me: z.string(),
    mayManage: z.boolean(),
    members: z.array(messageMember),
    /** The secret is never told. */
    webhook: z.object({ url: z.string(), ...wish }).nullable(),
    recent: z.array(sentMessage),
  }),
});

/** What one member is told. One's own wish is one's own; others' are for those who manage messages. */
export const setWish = clinicEndpoint({
  method: "PUT",
  path: `${path}/members/:person`,
  permission: "messages.read",
  audit: "messages.changed",
  params: inClinic.extend({ person: z.uuid() }),
  body: z.object(wish),
  reply: none,
});

export const saveWebhook = clinicEndpoint({
  method: "PUT",
  path: `${path}/webhook`,
  permission: "messages.manage",
  audit: "messages.changed",
  needsProof: true,
  params: inClinic,
  body: z.object({
    url: z.string().trim().min(1, "Type an address.").max(500),
    /** Left empty, the one that is kept stays. */
    secret: z
      .string()
      .max(200)
      .refine((secret) => secret === "" || secret.length >= 16, "Use 16 characters or more."),
    ...wish,
  }),
  reply: none,
});

export const removeWebhook = clinicEndpoint({
  method: "DELETE",
  path: `${path}/webhook`,
  permission: "messages.manage",
  audit: "messages.changed",
  params: inClinic,
  body: none,
  reply: none,
});

/** Sends one message to oneself or to the webhook; what became of it stands among the recent ones. */
export const testMessage = clinicEndpoint({
  method: "POST",
  path: `${path}/test`,
  permission: "messages.read",
  audit: "messages.tested",
  params: inClinic,
  body: z.object({ channel: z.enum(["email", "webhook"]) }),
  reply: none,
});

export const messageEndpoints = { readMessages, setWish, saveWebhook, removeWebhook, testMessage };

/** What a message was about, in a few words. */
export function messageWords(kind: string | null, event: string): string {
  if (kind === null || !isRunKind(kind)) return "Test message";
  return `${runNames[kind]} ${event === "run.ended" ? "ended" : "needs somebody"}`;
}
