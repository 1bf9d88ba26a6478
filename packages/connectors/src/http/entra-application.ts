import {
  AuthError,
  ConfidentialClientApplication,
  type INetworkModule,
  InteractionRequiredAuthError,
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

/** An app registration and how it proves to be it. */
export type EntraApplication = {
  /** `organizations` as long as it is not known whose people will sign in. */
  readonly tenantId: string;
  readonly clientId: string;
  /** Defaults to Entra ID's public cloud. */
  readonly authorityUrl?: string;
} & ApplicationSecret;

/** The token library's application, kept from discovering addresses and from any other network than ours. */
export function createEntraApplication(identity: EntraApplication, allowLocal: boolean): ConfidentialClientApplication {
  const authority = platformUrl(identity.authorityUrl ?? "https://login.microsoftonline.com", "entra", allowLocal);
  const { host } = new URL(authority);
  // People give the address of the authority with its tenant or without.
  const base = authority.replace(/\/+$/, "");
  const tenant = base.endsWith(`/${identity.tenantId}`) ? base : `${base}/${identity.tenantId}`;
  return new ConfidentialClientApplication({
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
export function tokenFault(error: unknown): Error {
  if (error instanceof InteractionRequiredAuthError) {
    const code = /AADSTS\d+/.exec(error.errorMessage)?.[0] ?? error.errorCode;
    return new Fault("unauthorised", code, "Somebody has to sign in with Microsoft again.");
  }
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
