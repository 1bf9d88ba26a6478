import { createHash, generateKeyPairSync } from "node:crypto";
import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NodeAuthOptions,
} from "@azure/msal-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningEntra, startEntra } from "../src/entra/server.ts";

const tenantId = "11111111-2222-4333-8444-555555555555";
const clientId = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const resource = "https://clinic.crm6.dynamics.com";
const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const thumbprintSha256 = createHash("sha256").update(publicKey).digest("hex");

let entra: RunningEntra;
beforeAll(async () => {
  entra = await startEntra({
    tenantId,
    clients: [
      { clientId, clientSecret: "s3cret", publicKey, certificateThumbprint: thumbprintSha256, resources: [resource] },
    ],
  });
});
afterAll(() => entra.close());

/** MSAL insists on https; this carries its requests to the loopback address. */
function bridge(origin: string): INetworkModule {
  const send = async <T>(method: string, url: string, options?: NetworkRequestOptions) => {
    const { pathname, search, host } = new URL(url);
    const headers = { ...options?.headers, "x-forwarded-host": host };
    const reply = await fetch(`${origin}${pathname}${search}`, {
      method,
      headers,
      ...(options?.body && { body: options.body }),
    });
    return { headers: Object.fromEntries(reply.headers), status: reply.status, body: (await reply.json()) as T };
  };
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}

function application(
  credential: Pick<NodeAuthOptions, "clientSecret" | "clientCertificate">,
  host = "login.sandbox.test",
) {
  return new ConfidentialClientApplication({
    auth: { clientId, authority: `https://${host}/${tenantId}`, knownAuthorities: [host], ...credential },
    system: { networkClient: bridge(entra.origin) },
  });
}

const scopes = [`${resource}/.default`];

test("MSAL gets a token by secret, for that audience only, until it is revoked", async () => {
  const token = await application({ clientSecret: "s3cret" }).acquireTokenByClientCredential({ scopes });
  const bearer = `Bearer ${token?.accessToken}`;
  expect(entra.verify(bearer, resource)).toEqual({ ok: true, applicationId: clientId });
  expect(entra.verify(bearer, "https://graph.microsoft.com")).toEqual({ ok: false, reason: "audience" });
  expect(entra.verify(`${bearer}x`, resource)).toEqual({ ok: false, reason: "signature" });
  entra.revokeAll();
  expect(entra.verify(bearer, resource)).toEqual({ ok: false, reason: "revoked" });
});

test("MSAL gets a token by certificate; a foreign key is refused", async () => {
  const own = application({ clientCertificate: { thumbprintSha256, privateKey } });
  const token = await own.acquireTokenByClientCredential({ scopes });
  expect(entra.verify(token?.accessToken, resource).ok).toBe(true);
  const foreign = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const thief = application({ clientCertificate: { thumbprintSha256, privateKey: foreign.privateKey } });
  await expect(thief.acquireTokenByClientCredential({ scopes })).rejects.toThrow(/AADSTS700027/);
});

test.each([
  ["a wrong secret", { client_secret: "wrong" }, 401, 7000215],
  ["an unknown client", { client_id: "ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee" }, 400, 700016],
  ["a scope without /.default", { scope: resource }, 400, 70011],
  ["a resource nobody registered", { scope: "https://other.crm.dynamics.com/.default" }, 400, 500011],
  ["a missing parameter", { scope: "" }, 400, 900144],
  ["another tenant", { tenant: "99999999-2222-4333-8444-555555555555" }, 400, 90002],
] as const)("%s is refused with its AADSTS number", async (_name, change, status, code) => {
  const { tenant, ...form } = {
    tenant: tenantId,
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: "s3cret",
    scope: `${resource}/.default`,
    ...change,
  };
  const reply = await fetch(`${entra.origin}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ error_codes: [code] });
});

test("a token stops working when its lifetime is over", async () => {
  const brief = await startEntra({
    tenantId,
    clients: [{ clientId, clientSecret: "s3cret", resources: [resource] }],
    tokenLifetimeSeconds: 0,
  });
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: "s3cret",
    scope: `${resource}/.default`,
  });
  const reply = await fetch(`${brief.authority}/oauth2/v2.0/token`, { method: "POST", body: form });
  const { access_token } = (await reply.json()) as { access_token: string };
  expect(brief.verify(access_token, resource)).toEqual({ ok: false, reason: "expired" });
  await brief.close();
});
