import { tenantRoles } from "@flit/core/permissions";
import { z } from "zod";
import { personEndpoint, publicEndpoint } from "../../api/endpoint.ts";

const none = z.object({});
const session = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  userAgent: z.string(),
  isThis: z.boolean(),
});

/** Who is signed in, where they work, and what the page's head shows of it. */
export const me = personEndpoint({
  method: "GET",
  path: "/me",
  audit: { none: "reads only one's own account" },
  params: none,
  body: none,
  reply: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    isStaff: z.boolean(),
    hasPassword: z.boolean(),
    hasTotp: z.boolean(),
    hasEntra: z.boolean(),
    /** Nothing but the account is open until a second factor is set up. */
    mustSetUpTwoFactor: z.boolean(),
    /** Whether this installation lets people sign in with Microsoft. */
    canUseMicrosoft: z.boolean(),
    clinics: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(tenantRoles) })),
  }),
});

export const proveAgain = personEndpoint({
  method: "POST",
  path: "/me/proof",
  audit: { none: "changes nothing but the session's own freshness" },
  params: none,
  body: z.object({ password: z.string().max(300), code: z.string().max(20) }),
  // The browser gets another session token: the answer is a cookie.
  reply: null,
});

export const listSessions = personEndpoint({
  method: "GET",
  path: "/me/sessions",
  audit: { none: "reads only one's own sessions" },
  params: none,
  body: none,
  reply: z.array(session),
});

export const endOtherSessions = personEndpoint({
  method: "DELETE",
  path: "/me/sessions",
  audit: { none: "concerns only one's own sessions, which belong to no clinic" },
  params: none,
  body: none,
  reply: z.object({ ended: z.number() }),
});

export const beginTotp = personEndpoint({
  method: "POST",
  path: "/me/two-factor",
  audit: { none: "concerns only one's own account, which belongs to no clinic" },
  needsProof: true,
  params: none,
  body: none,
  reply: z.object({ secret: z.string(), qrCode: z.string() }),
});

export const confirmTotp = personEndpoint({
  method: "PUT",
  path: "/me/two-factor",
  audit: { none: "concerns only one's own account, which belongs to no clinic" },
  params: none,
  body: z.object({ code: z.string().max(20) }),
  reply: z.object({ hasTotp: z.literal(true) }),
});

/** Takes the authenticator app off the account, so that another can be set up. */
export const removeTotp = personEndpoint({
  method: "DELETE",
  path: "/me/two-factor",
  audit: { none: "concerns only one's own account, which belongs to no clinic" },
  needsProof: true,
  params: none,
  body: none,
  reply: z.object({ hasTotp: z.literal(false) }),
});

/** Remembers, on the way to Microsoft and back, that this session wants to link it. */
export const beginMicrosoftLink = personEndpoint({
  method: "POST",
  path: "/me/microsoft",
  audit: { none: "concerns only one's own account, which belongs to no clinic" },
  needsProof: true,
  params: none,
  body: none,
  // The answer is a cookie.
  reply: null,
});

export const changePassword = personEndpoint({
  method: "PUT",
  path: "/me/password",
  audit: { none: "concerns only one's own account, which belongs to no clinic" },
  needsProof: true,
  params: none,
  body: z.object({ password: z.string().max(300) }),
  reply: z.object({ isChanged: z.literal(true) }),
});

const invitation = z.object({
  clinicName: z.string(),
  email: z.string(),
  role: z.enum(tenantRoles),
  /** Whether an account of this e-mail exists: the invited person signs in instead of making one. */
  hasAccount: z.boolean(),
  /** The page the invitation asks for, and its name; null for a plain invitation. */
  next: z.string(),
  step: z.string().nullable(),
  expiresAt: z.string(),
  canUseMicrosoft: z.boolean(),
});

/** An open invitation, for whoever holds its link. */
export const readInvitation = publicEndpoint({
  method: "POST",
  path: "/invitations/read",
  audit: { none: "reads only; the token is the right to" },
  params: none,
  body: z.object({ token: z.string().max(100) }),
  reply: invitation,
});

/** Remembers an invitation on the way to Microsoft and back. */
export const carryInvitation = publicEndpoint({
  method: "POST",
  path: "/invitations/carry",
  audit: { none: "changes nothing; joining is logged" },
  params: none,
  body: z.object({ token: z.string().max(100) }),
  // The answer is a cookie.
  reply: null,
});

/** Makes an account for an invited person who has none, and joins the clinic. */
export const joinAsNew = publicEndpoint({
  method: "POST",
  path: "/invitations/join",
  audit: { none: "logged by the identity store in the same transaction" },
  params: none,
  body: z.object({
    token: z.string().max(100),
    name: z.string().trim().min(1, "Say who you are.").max(120),
    password: z.string().max(300),
  }),
  reply: z.object({ email: z.string(), next: z.string() }),
});

/** Joins the clinic as the person who is signed in. */
export const joinAsMe = personEndpoint({
  method: "POST",
  path: "/me/invitations",
  audit: { none: "logged by the identity store in the same transaction" },
  params: none,
  body: z.object({ token: z.string().max(100) }),
  reply: z.object({ next: z.string() }),
});

export const accountEndpoints = {
  me,
  proveAgain,
  listSessions,
  endOtherSessions,
  beginTotp,
  confirmTotp,
  removeTotp,
  beginMicrosoftLink,
  changePassword,
  readInvitation,
  carryInvitation,
  joinAsNew,
  joinAsMe,
};
