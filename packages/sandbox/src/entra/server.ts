import type { IncomingMessage, ServerResponse } from "node:http";
import { createClock, type SandboxClock } from "../platform/clock.ts";
import { listen, readBody } from "../platform/http.ts";
import { answerAddress, consentPage, readAuthorizeRequest } from "./authorize.ts";
import { type EntraClient, isAssertedBy } from "./client-assertion.ts";
import { type Consent, createConsents, type EntraPerson } from "./consents.ts";
import { EntraError } from "./entra-error.ts";
import { createTokenMint, type TokenCheck } from "./token-mint.ts";

export interface EntraOptions {
  readonly port?: number;
  readonly clock?: SandboxClock;
  readonly tenantId: string;
  readonly clients: readonly EntraClient[];
  /** Real seconds, not scaled by the clock. */
  readonly tokenLifetimeSeconds?: number;
  /** Who is signed in to the browser; asked at each request, since the directory fills later. */
  readonly person?: () => EntraPerson | undefined;
}

export interface RunningEntra {
  readonly origin: string;
  /** Origin and tenant, as a client is configured with it. */
  readonly authority: string;
  /** Checks a token, with or without "Bearer " before it. */
  verify(bearer: string | undefined, audience: string): TokenCheck;
  /** Every token handed out so far stops working; new ones can be asked for. */
  revokeAll(): void;
  /** Nobody's consent counts any more: codes and refresh tokens stop working. */
  revokeConsents(): void;
  /** How many tokens were handed out. */
  issued(): number;
  close(): Promise<void>;
}

/**
 * The Microsoft identity platform v2.0, as far as a confidential client needs it: client credentials with a secret or
 * a signed assertion, authorisation codes with PKCE and refresh tokens, and the two discovery documents MSAL asks for.
 * Refusals carry their AADSTS numbers.
 */
export async function startEntra(options: EntraOptions): Promise<RunningEntra> {
  const clock = options.clock ?? createClock();
  const consents = createConsents(clock);
  const mint = createTokenMint(clock, options.tenantId, options.tokenLifetimeSeconds ?? 3_599);
  const server = await listen((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!(error instanceof EntraError)) return void response.destroy();
      send(response, error.status, error.body(clock.now()));
    });
  }, options.port);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", server.origin);
    const [tenant = "", ...rest] = url.pathname.slice(1).split("/");
    const route = `${request.method} ${rest.join("/")}`;
    const base = publicOrigin(request);
    if (route === "GET discovery/instance") return send(response, 200, instances(base, options.tenantId));
    // People of any organisation are sent to the tenant they sign in to.
    if (tenant !== options.tenantId && !(tenant === "organizations" && route.endsWith("/v2.0/authorize"))) {
      if (tenant !== "organizations" || route !== "POST oauth2/v2.0/token")
        throw new EntraError("tenant", `Tenant '${tenant}' not found.`);
    }
    if (route === "GET v2.0/.well-known/openid-configuration") return send(response, 200, openid(base, tenant));
    if (route.endsWith(" oauth2/v2.0/authorize")) return authorize(request, response, url);
    if (route !== "POST oauth2/v2.0/token") return send(response, 404, "");
    const form = new URLSearchParams((await readBody(request)).toString());
    const client = clientOf(form, options, clock.now(), [base, server.origin]);
    const consent = consentOf(form, client, consents);
    const resource = resourceOf(consent === null || form.has("scope") ? need(form, "scope") : consent.scope, client);
    const issued = mint.issue(client.clientId, resource, consent?.person.objectId);
    if (consent === null) return send(response, 200, issued);
    const asked = new Set(consent.scope.split(/\s+/));
    send(response, 200, {
      ...issued,
      scope: `${resource}/user_impersonation`,
      ...(asked.has("offline_access") && { refresh_token: consents.remember(consent) }),
      ...(asked.has("openid") && mint.identify(client.clientId, `${base}/${options.tenantId}/v2.0`, consent)),
    });
  }

  /** Asks the person at the browser, then sends them back with a code or with their refusal. */
  async function authorize(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const asked = readAuthorizeRequest(url.searchParams, options.clients);
    const person = options.person?.();
    if (person === undefined) throw new EntraError("client", "Nobody is signed in.");
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
      return void response.end(consentPage(`${url.pathname}${url.search}`, asked, person));
    }
    const isAccepted = new URLSearchParams((await readBody(request)).toString()).get("decision") === "accept";
    const answer = isAccepted
      ? { code: consents.agree({ ...asked, person }) }
      : { error: "access_denied", error_description: "AADSTS65004: User declined to consent to access the app." };
    response.writeHead(302, { location: answerAddress(asked, answer) }).end();
  }

  return {
    origin: server.origin,
    authority: `${server.origin}/${options.tenantId}`,
    verify: mint.verify,
    revokeAll: mint.revokeAll,
    revokeConsents: consents.revokeAll,
    issued: mint.issued,
    close: server.close,
  };
}

function need(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new EntraError("missing", `The request body must contain the following parameter: '${name}'.`);
}

function clientOf(
  form: URLSearchParams,
  options: EntraOptions,
  nowMs: number,
  origins: readonly string[],
): EntraClient {
  const grant = need(form, "grant_type");
  if (!["client_credentials", "authorization_code", "refresh_token"].includes(grant))
    throw new EntraError("grant", "The app requested an unsupported grant type.");
  const clientId = need(form, "client_id");
  const client = options.clients.find((known) => known.clientId === clientId.toLowerCase());
  if (client === undefined) throw new EntraError("client", `Application with identifier '${clientId}' was not found.`);
  if (grant === "client_credentials") need(form, "scope");
  authenticate(form, client, options.tenantId, nowMs, origins);
  return client;
}

/** What somebody agreed to; null when the application acts for itself. */
function consentOf(
  form: URLSearchParams,
  client: EntraClient,
  consents: ReturnType<typeof createConsents>,
): Consent | null {
  switch (form.get("grant_type")) {
    case "authorization_code":
      return consents.redeem(client, {
        code: need(form, "code"),
        redirectUri: need(form, "redirect_uri"),
        verifier: form.get("code_verifier"),
      });
    case "refresh_token":
      return consents.refresh(client, need(form, "refresh_token"));
    default:
      return null;
  }
}

/** The one resource a scope is about; OpenID's own scopes are about none. */
function resourceOf(scope: string, client: EntraClient): string {
  const [wanted] = scope.split(/\s+/).filter((one) => one.includes("/"));
  const resource = /^(\S+?)\/?\/(\.default|[A-Za-z_.]+)$/.exec(wanted ?? "")?.[1];
  if (resource === undefined) throw new EntraError("scope", `The provided value for scope ${scope} is not valid.`);
  const known = client.resources.find((each) => each.toLowerCase() === resource.toLowerCase());
  if (known === undefined) throw new EntraError("resource", `The resource principal named ${resource} was not found.`);
  return known;
}

function authenticate(
  form: URLSearchParams,
  client: EntraClient,
  tenantId: string,
  nowMs: number,
  origins: readonly string[],
): void {
  const assertion = form.get("client_assertion");
  if (assertion !== null) {
    const audiences = origins.flatMap((origin) => [
      `${origin}/${tenantId}/oauth2/v2.0/token`,
      `${origin}/${tenantId}/v2.0`,
    ]);
    if (isAssertedBy(client, assertion, audiences, nowMs)) return;
    throw new EntraError(
      "assertion",
      "The certificate with identifier used to sign the client assertion is not valid.",
    );
  }
  const secret = form.get("client_secret");
  if (!secret) throw new EntraError("missingSecret", "Parameter 'client_assertion' or 'client_secret' is required.");
  if (secret === client.expiredSecret) {
    throw new EntraError("expiredSecret", `The provided client secret keys for app '${client.clientId}' are expired.`);
  }
  if (client.clientSecret === undefined || secret !== client.clientSecret) {
    throw new EntraError(
      "secret",
      "Invalid client secret provided. Ensure the secret being sent is the client secret value, not the client secret ID.",
    );
  }
}

/** MSAL accepts https authorities only and is bridged to the loopback address, so what it reads must say https too. */
function publicOrigin(request: IncomingMessage): string {
  const forwarded = request.headers["x-forwarded-host"];
  return `https://${(typeof forwarded === "string" ? forwarded : undefined) ?? request.headers.host ?? "127.0.0.1"}`;
}

function openid(base: string, tenant: string) {
  return {
    token_endpoint: `${base}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${base}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ["code", "id_token"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    issuer: `${base}/${tenant}/v2.0`,
    authorization_endpoint: `${base}/${tenant}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/${tenant}/oauth2/v2.0/logout`,
    tenant_region_scope: "OC",
    cloud_instance_name: new URL(base).host,
  };
}

function instances(base: string, tenantId: string) {
  const host = new URL(base).host;
  return {
    tenant_discovery_endpoint: `${base}/${tenantId}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
