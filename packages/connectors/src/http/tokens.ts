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
 * Bearer tokens of an application for one resource, cached until they expire; `isRenewal` skips the cache because
 * tokens can be revoked early. Throws Fault `unauthorised` with Entra's own code, or `unavailable`.
 */
export function createAuthorise(identity: ApplicationIdentity, resource: string, allowLocal: boolean) {
  const authority = platformUrl(identity.authorityUrl ?? "https://login.microsoftonline.com", "entra", allowLocal);
  const { host, protocol } = new URL(authority);
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: identity.clientId,
      authority: `https://${host}/${identity.tenantId}`,
      knownAuthorities: [host],
      ...secretOf(identity),
    },
    system: { networkClient: createNetwork(host, protocol) },
  });
  return async function authorise(isRenewal: boolean): Promise<string> {
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
function createNetwork(host: string, protocol: string): INetworkModule {
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
      if (response.status >= 500 || response.status === 429) throw new Fault("unavailable", `http-${response.status}`);
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
