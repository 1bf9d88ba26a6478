import { tenantRoles } from "@flit/core/permissions";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inClinic, inMigration } from "../clinics/endpoints.ts";

const none = z.object({});
const role = z.enum(tenantRoles);
const byStore = { none: "logged by the identity store in the same transaction" } as const;

const email = z.email("Enter an e-mail address.").trim().max(200);

/** A link to pass on, shown this once. */
const sent = z.object({ link: z.string(), isMailed: z.boolean() });

const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  since: z.string(),
  /** Whether a second factor guards the account: an authenticator app, or Microsoft's own sign-in alone. */
  isGuarded: z.boolean(),
});
export type Member = z.infer<typeof member>;

/** Who works in a clinic, as what. */
export const listMembers = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/members",
  permission: "members.read",
  audit: { none: "names and roles of one's own colleagues" },
  params: inClinic,
  body: none,
  reply: z.object({ me: z.string(), role, members: z.array(member) }),
});

const inMember = inClinic.extend({ person: z.uuid() });

export const changeRole = clinicEndpoint({
  method: "PATCH",
  path: "/clinics/:clinic/members/:person",
  permission: "members.manage",
  audit: byStore,
  needsProof: true,
  params: inMember,
  body: z.object({ role }),
  reply: z.object({ role }),
});

export const removeMember = clinicEndpoint({
  method: "DELETE",
  path: "/clinics/:clinic/members/:person",
  permission: "members.manage",
  audit: byStore,
  needsProof: true,
  params: inMember,
  body: none,
  reply: z.object({ isRemoved: z.literal(true) }),
});

const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role,
  /** Title of the step it asks for; null for a plain invitation. */
  step: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(["open", "accepted", "withdrawn", "expired"]),
});
export type Invitation = z.infer<typeof invitation>;

/** Every open invitation, then the newest of the others. */
export const listInvitations = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/invitations",
  permission: "members.read",
  audit: { none: "invitations of one's own clinic" },
  params: inClinic,
  body: none,
  reply: z.object({ invitations: z.array(invitation), olderCount: z.number() }),
});

export const inviteMember = clinicEndpoint({
  method: "POST",
  path: "/clinics/:clinic/invitations",
  permission: "members.manage",
  audit: byStore,
  needsProof: true,
  params: inClinic,
  body: z.object({ email, role }),
  reply: sent,
});

export const withdrawInvitation = clinicEndpoint({
  method: "DELETE",
  path: "/clinics/:clinic/invitations/:invitation",
  permission: "members.manage",
  audit: byStore,
  params: inClinic.extend({ invitation: z.uuid() }),
  body: none,
  reply: z.object({ isWithdrawn: z.literal(true) }),
});

/** Asks somebody to do a step: colleagues get the page's address, others an invitation that leads there. */
export const sendStep = clinicEndpoint({
  method: "POST",
  path: "/clinics/:clinic/migrations/:migration/sent-steps",
  permission: "step.send",
  audit: "step.sent",
  params: inMigration,
  body: z.object({
    page: z.string().max(40),
    email,
    /** What somebody new will be; for a colleague their own role counts. */
    role,
  }),
  reply: sent.extend({
    /** The colleague it went to; null when somebody new was invited. */
    colleague: z.string().nullable(),
  }),
});

export const memberEndpoints = {
  listMembers,
  changeRole,
  removeMember,
  listInvitations,
  inviteMember,
  withdrawInvitation,
  sendStep,
};
