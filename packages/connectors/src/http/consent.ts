import { CryptoProvider } from "@azure/msal-node";
import { Fault } from "@flit/core/fault";
import { createEntraApplication, type EntraApplication, tokenFault } from "./entra-application.ts";

/** Everything the application's registration asks for, a refresh token, and who signs in. */
const scopesOf = (resource: string) => [`${resource}/.default`, "openid", "profile", "offline_access"];

/** What has to be remembered, out of the browser's reach, until somebody comes back. */
export interface PendingConsent {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What somebody agreed to: from then on the application acts for them. */
export interface Consent {
  readonly homeAccountId: string;
  /** The name they sign in with. */
  readonly account: string;
  readonly tenantId: string;
  /** The library's cache with the refresh token: a secret. */
  readonly cache: string;
}

/** Where somebody goes to sign in and agree: authorisation code with PKCE. */
export async function beginConsent(
  application: EntraApplication,
  { resource, redirectUri }: { readonly resource: string; readonly redirectUri: string },
  allowLocal: boolean,
): Promise<{ readonly url: string; readonly pending: PendingConsent }> {
  const crypto = new CryptoProvider();
  const { verifier, challenge } = await crypto.generatePkceCodes();
  const pending = { state: crypto.createNewGuid(), nonce: crypto.createNewGuid(), verifier };
  const url = await createEntraApplication(application, allowLocal).getAuthCodeUrl({
    scopes: scopesOf(resource),
    redirectUri,
    state: pending.state,
    nonce: pending.nonce,
    codeChallenge: challenge,
    codeChallengeMethod: "S256",
    prompt: "select_account",
  });
  return { url, pending };
}

/** Turns the code somebody came back with into what they agreed to. Throws Fault. */
export async function finishConsent(
  application: EntraApplication,
  returned: {
    readonly code: string;
    readonly pending: PendingConsent;
    readonly resource: string;
    readonly redirectUri: string;
  },
  allowLocal: boolean,
): Promise<Consent> {
  const { code, pending, resource, redirectUri } = returned;
  const library = createEntraApplication(application, allowLocal);
  try {
    const answer = await library.acquireTokenByCode({
      code,
      redirectUri,
      scopes: scopesOf(resource),
      codeVerifier: pending.verifier,
      nonce: pending.nonce,
    });
    if (!answer.account) throw new Fault("unauthorised", "no-account");
    const { homeAccountId, username, tenantId } = answer.account;
    return { homeAccountId, account: username, tenantId, cache: library.getTokenCache().serialize() };
  } catch (error) {
    throw tokenFault(error);
  }
}
