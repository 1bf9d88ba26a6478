import type { ConfidentialClientApplication } from "@azure/msal-node";
import { Fault } from "@flit/core/fault";
import { createEntraApplication, type EntraApplication, tokenFault } from "./entra-application.ts";

/** An application, or somebody who agreed that it acts for them: then the library's cache holds what they agreed to. */
export type ApplicationIdentity = EntraApplication & {
  readonly consent?: { readonly homeAccountId: string; readonly cache: string };
};

/**
 * The library keeps tokens, but searches its cache for each request, which costs more than the request. It gives none
 * that has less than five minutes left: what it said this recently is good.
 */
const recentMs = 60_000;

/**
 * Bearer tokens of an application for one resource, cached until they expire; a `refused` one is not given again
 * because tokens can be revoked early. Throws Fault `unauthorised` with Entra's own code, or `unavailable`.
 */
export function createAuthorise(identity: ApplicationIdentity, resource: string, allowLocal: boolean) {
  const application = createEntraApplication(identity, allowLocal);
  const scopes = [`${resource}/.default`];
  const ask = identity.consent ? forPerson(application, identity.consent) : forItself(application);

  let recent = { token: "", untilMs: 0 };

  async function acquire(isRenewal: boolean): Promise<string> {
    try {
      const token = await ask(scopes, isRenewal);
      if (token === null) throw new Fault("unauthorised", "no-token");
      recent = { token: `Bearer ${token}`, untilMs: performance.now() + recentMs };
      return recent.token;
    } catch (error) {
      throw tokenFault(error);
    }
  }

  const running = new Map<boolean, Promise<string>>();
  /** Those who ask at the same time share one answer. */
  const share = (isRenewal: boolean): Promise<string> => {
    const shared = running.get(isRenewal) ?? acquire(isRenewal).finally(() => running.delete(isRenewal));
    running.set(isRenewal, shared);
    return shared;
  };
  return async function authorise(refused: string | null): Promise<string> {
    const token = performance.now() < recent.untilMs ? recent.token : await share(false);
    return token === refused ? share(true) : token;
  };
}

type Ask = (scopes: string[], isRenewal: boolean) => Promise<string | null>;

function forItself(application: ConfidentialClientApplication): Ask {
  return async (scopes, skipCache) =>
    (await application.acquireTokenByClientCredential({ scopes, skipCache }))?.accessToken ?? null;
}

/** Refresh tokens of web applications stay good when they are used: the sealed cache need not be written again. */
function forPerson(
  application: ConfidentialClientApplication,
  { homeAccountId, cache }: NonNullable<ApplicationIdentity["consent"]>,
): Ask {
  let isFilled = false;
  return async (scopes, forceRefresh) => {
    const tokens = application.getTokenCache();
    if (!isFilled) tokens.deserialize(cache);
    isFilled = true;
    const account = (await tokens.getAllAccounts()).find((one) => one.homeAccountId === homeAccountId);
    if (!account) return null;
    return (await application.acquireTokenSilent({ account, scopes, forceRefresh })).accessToken;
  };
}
