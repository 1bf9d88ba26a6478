import { hashPassword, isPassword, passwordProblem } from "@flit/db/identity/password";
import { toDataURL } from "qrcode";
import type { accountEndpoints } from "../../features/account/endpoints.ts";
import { pageOfStep } from "../clinics/page-of-step.ts";
import { stepOf } from "../clinics/steps.ts";
import { sessionCookie } from "../cookie.ts";
import type { Handlers } from "../handler.ts";
import { Problem } from "../problem.ts";
import { shortCookie } from "../short-cookie.ts";
import { isCode } from "../sign-in.ts";
import { newTotp, stepOfCode } from "../totp.ts";
import { mustSetUpTwoFactor } from "../two-factor.ts";

const closed = new Problem(
  410,
  "invitation-closed",
  "This invitation was used, withdrawn or has expired. Ask for a new one.",
);

/** What people do with their own account. */
export const accountHandlers: Handlers<typeof accountEndpoints> = {
  me: async ({ who: { person, memberships }, product }) => ({
    ...person,
    mustSetUpTwoFactor: mustSetUpTwoFactor(product, person),
    canUseMicrosoft: product.env.FLIT_ENTRA_CLIENT_ID !== undefined,
    clinics: memberships.map(({ tenantId, tenantName, role }) => ({ id: tenantId, name: tenantName, role })),
  }),

  proveAgain: async ({ body, who, product }) => {
    const { identity } = product;
    const keys = [{ kind: "account", value: who.person.email }] as const;
    const throttled = await identity.throttle.mayTry(keys);
    if (!throttled.isAllowed) throw new Problem(429, "throttled", "Too many tries. Wait a quarter of an hour.");
    const stored = await identity.people.passwordHash(who.person.id);
    const isRight =
      (await isPassword(stored, body.password)) &&
      (!who.person.hasTotp || (await isCode(product, who.person.id, body.code)));
    if (!isRight) throw new Problem(403, "wrong", "That is not right. Check password and code.");
    await identity.throttle.giveBack(keys);
    const renewed = await identity.sessions.proveAgain(who.session.id);
    if (!renewed) throw new Problem(401, "signed-out", "Sign in to go on.");
    return Response.json({}, { headers: { "set-cookie": await sessionCookie(product, renewed.token) } });
  },

  listSessions: async ({ who, product }) =>
    (await product.identity.sessions.listSessions(who.person.id)).map((session) => ({
      ...session,
      isThis: session.id === who.session.id,
    })),

  endOtherSessions: async ({ who, product }) => ({
    ended: await product.identity.sessions.endOtherSessions(who.person.id, who.session.id),
  }),

  beginTotp: async ({ who, product }) => {
    const { secret, uri } = newTotp(who.person.email);
    await product.identity.people.beginTotp(who.person.id, secret);
    return { secret, qrCode: await toDataURL(uri, { margin: 1, width: 200 }) };
  },

  confirmTotp: async ({ body, who, product }) => {
    const { people } = product.identity;
    const known = await people.totpSecret(who.person.id);
    const step = known && (await stepOfCode(known.secret, body.code));
    if (!step || !(await people.confirmTotp(who.person.id, step)))
      throw new Problem(422, "wrong", "That code is not right. Look at the app again.", {
        code: "Not the code shown now.",
      });
    return { hasTotp: true };
  },

  removeTotp: async ({ who, product }) => {
    await product.identity.people.removeTotp(who.person.id);
    return { hasTotp: false };
  },

  beginMicrosoftLink: async ({ who, product }) => {
    if (product.env.FLIT_ENTRA_CLIENT_ID === undefined)
      throw new Problem(409, "no-microsoft", "Signing in with Microsoft is not set up in this installation.");
    return Response.json({}, { headers: { "set-cookie": await shortCookie(product, "flit-link", who.session.id) } });
  },

  changePassword: async ({ body, who, product }) => {
    refuseWeak(body.password, who.person.email);
    if (!who.person.hasPassword)
      throw new Problem(409, "no-password", "You sign in with Microsoft: change your password there.");
    await product.identity.people.setPassword(who.person.id, await hashPassword(body.password));
    await product.identity.sessions.endOtherSessions(who.person.id, who.session.id);
    return { isChanged: true };
  },

  readInvitation: async ({ body, product }) => {
    const { invitations, people } = product.identity;
    const found = await invitations.invitationByToken(body.token);
    if (!found) throw closed;
    return {
      clinicName: found.tenantName,
      email: found.email,
      role: found.role,
      hasAccount: (await people.findByEmail(found.email)) !== null,
      next: pageOf(found),
      step: stepOf(found.step)?.title ?? null,
      expiresAt: found.expiresAt,
      canUseMicrosoft: product.env.FLIT_ENTRA_CLIENT_ID !== undefined,
    };
  },

  carryInvitation: async ({ body, product }) => {
    if (!(await product.identity.invitations.invitationByToken(body.token))) throw closed;
    return Response.json({}, { headers: { "set-cookie": await shortCookie(product, "flit-invitation", body.token) } });
  },

  joinAsNew: async ({ body, product }) => {
    const { invitations, people } = product.identity;
    const found = await invitations.invitationByToken(body.token);
    if (!found) throw closed;
    refuseWeak(body.password, found.email);
    const made = await people.createPerson({
      email: found.email,
      name: body.name,
      passwordHash: await hashPassword(body.password),
    });
    if (made.kind !== "created")
      throw new Problem(409, "has-account", "You have an account: sign in, then open the link again.");
    const joined = await invitations.acceptInvitation(body.token, made.person.id);
    if (joined.kind !== "joined") throw closed;
    return { email: found.email, next: pageOf(found) };
  },

  joinAsMe: async ({ body, who, product }) => {
    const joined = await product.identity.invitations.acceptInvitation(body.token, who.person.id);
    if (joined.kind === "closed") throw closed;
    if (joined.kind === "for-somebody-else")
      throw new Problem(403, "not-yours", "This invitation was sent to another e-mail. Sign in with that account.");
    return { next: pageOf(joined.invitation) };
  },
};

/** The page an invitation asks for. */
function pageOf(invitation: {
  readonly tenantId: string;
  readonly migrationId: string | null;
  readonly step: string | null;
}): string {
  const { tenantId, migrationId, step } = invitation;
  return migrationId === null ? "/" : pageOfStep(tenantId, migrationId, step ?? "");
}

function refuseWeak(password: string, email: string): void {
  const problem = passwordProblem(password, email);
  if (problem !== null) throw new Problem(422, "weak-password", problem, { password: problem });
}
