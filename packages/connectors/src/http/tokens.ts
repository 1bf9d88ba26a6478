import {
  AuthError,
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
  ServerError,
} from "@azure/msal-node";
import { Fault } from "@flit/core/fault";
import { platformUrl } from "./hosts.ts";
import { networkFault } from "./network-fault.ts";
import { readBody } from "./read-body.ts";
import { retryAfterMs } from "./retry-after.ts";

/** How an application proves who it is to Entra ID. */
export type ApplicationSecret =
  | { readonly clientSecret: string }
  | { readonly certificate: { readonly thumbprint: string; readonly privateKeyPem: string } };

export type ApplicationIdentity = {
  readonly tenantId: string;
  readonly clientId: string;
  /** Defaults to Entra ID's public cloud. */
  readonly authorityUrl?: string;
} & ApplicationSecret;

/**
 * Bearer tokens of an application for one resource, cached until they expire; a `refused` one is not given again
 * because tokens can be revoked early. Throws Fault `unauthorised` with Entra's own code, or `unavailable`.
 */
export function createAuthorise(identity: ApplicationIdentity, resource: string, allowLocal: boolean) {
  const authority = platformUrl(identity.authorityUrl ?? "https://login.microsoftonline.com", "entra", allowLocal);
  const { host } = new URL(authority);
  // People give the address of the authority with its tenant or without.
  const base = authority.replace(/\/+$/, "");
  const tenant = base.endsWith(`/${identity.tenantId}`) ? base : `${base}/${identity.tenantId}`;
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: identity.clientId,
      authority: `https://${host}/${identity.tenantId}`,
      knownAuthorities: [host],
      // The addresses are documented: discovering them would only add requests that can fail.
      authorityMetadata: JSON.stringify({
        authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
        token_endpoint: `${tenant}/oauth2/v2.0/token`,
        jwks_uri: `${tenant}/discovery/v2.0/keys`,
        issuer: `https://${host}/${identity.tenantId}/v2.0`,
      }),
      ...secretOf(identity),
    },
    system: { networkClient: createNetwork(host, authority) },
  });

  async function acquire(isRenewal: boolean): Promise<string> {
    try {
      const answer = await application.acquireTokenByClientCredential({
        scopes: [`${resource}/.default`],
        skipCache: isRenewal,
      });
      if (answer === null) throw new Fault("unauthorised", "no-token");
      return `Bearer ${answer.accessToken}`;
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
    const token = await share(false);
    return token === refused ? share(true) : token;
  };
}

function secretOf(identity: ApplicationSecret) {
  if ("clientSecret" in identity) return { clientSecret: identity.clientSecret };
  const { thumbprint, privateKeyPem } = identity.certificate;
  const isSha256 = thumbprint.length === 64;
  return {
    clientCertificate: {
      ...(isSha256 ? { thumbprintSha256: thumbprint } : { thumbprint }),
      privateKey: privateKeyPem,
    },
  };
}

/** The library's errors hold request texts: only Entra's code goes on. */
function tokenFault(error: unknown): Error {
  if (error instanceof ServerError) {
    const code = /AADSTS\d+/.exec(error.errorMessage)?.[0] ?? error.errorCode;
    return new Fault("unauthorised", code, "Entra ID refused the application's credentials.");
  }
  if (error instanceof AuthError) {
    return new Fault("unavailable", error.errorCode, "Entra ID could not be asked for a token.");
  }
  return error instanceof Error ? error : new Error("The token library failed.");
}

/** The library speaks https only; a local stand-in may listen without it. */
function createNetwork(host: string, authority: string): INetworkModule {
  const { protocol } = new URL(authority);
  async function call<T>(
    method: string,
    address: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    const url = new URL(address);
    if (url.host === host) url.protocol = protocol;
    try {
      const response = await fetch(url, {
        method,
        redirect: "error",
        signal: AbortSignal.timeout(30_000),
        ...(options.headers === undefined ? {} : { headers: options.headers }),
        ...(options.body === undefined ? {} : { body: options.body }),
      });
      const text = await readBody(response);
      const waitMs = retryAfterMs(response.headers);
      if (response.status === 429)
        throw new Fault("throttled", "entra-429", "Entra ID asks us to wait.", { retryAfterMs: waitMs ?? 5_000 });
      if (response.status >= 500) throw new Fault("unavailable", `entra-${response.status}`);
      return { headers: Object.fromEntries(response.headers), body: JSON.parse(text), status: response.status };
    } catch (error) {
      if (error instanceof SyntaxError) throw new Fault("unavailable", "broken-json");
      throw networkFault(error, false);
    }
  }
  return {
    sendGetRequestAsync: (url, options) => call("GET", url, options),
    sendPostRequestAsync: (url, options) => call("POST", url, options),
  };
}
