import type { EntraIdentity } from "@flit/core/identity";
import { sessionToken } from "./cookie.ts";
import type { WebProduct } from "./product.ts";
import { readShortCookie } from "./short-cookie.ts";

/** Who signed in with Microsoft, or the page that says why nobody did. */
export type EntraResult = { readonly personId: string } | { readonly page: string };

/**
 * What Microsoft's answer means here: somebody who asked to link it, somebody known, or an invited person. Which one
 * was asked for stands in sealed cookies set before the person left for Microsoft.
 */
export async function signInWithEntra(
  product: WebProduct,
  identity: EntraIdentity & { readonly email: string; readonly name: string },
  headers: Headers,
): Promise<EntraResult> {
  const { people, sessions, invitations } = product.identity;
  const linking = await readShortCookie(product, "flit-link", headers);
  if (linking !== null) {
    const token = await sessionToken(product, headers);
    const who = token && (await sessions.readSession(token));
    // The cookie names the session that proved itself: another person's browser links nothing.
    if (!who || who.session.id !== linking) return { page: "/account?microsoft=failed" };
    if (!(await people.linkEntra(who.person.id, identity))) return { page: "/account?microsoft=taken" };
    await sessions.endSession(linking);
    return { personId: who.person.id };
  }
  const invitation = await readShortCookie(product, "flit-invitation", headers);
  const result = await people.findOrLinkEntra(identity, invitation);
  if (result.kind === "joined") return { personId: result.person.id };
  // One answer for both: it tells nobody who has an account.
  if (result.kind !== "known") return { page: "/sign-in?error=entra" };
  if (invitation !== null) {
    const joined = await invitations.acceptInvitation(invitation, result.person.id);
    if (joined.kind === "for-somebody-else") return { page: "/sign-in?error=invitation" };
  }
  return { personId: result.person.id };
}
