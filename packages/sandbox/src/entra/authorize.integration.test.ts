import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type RunningEntra, startEntra } from "./server.ts";

const redirectUri = "http://127.0.0.1:8080/back";
const verifier = "a-verifier-of-the-length-that-the-standard-asks-for";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const person = { objectId: randomUUID(), email: "ann@clinic.example", name: "Ann Able" };
const client = {
  clientId: randomUUID(),
  clientSecret: "secret",
  resources: ["https://one.example"],
  redirectUris: ["http://127.0.0.1/back"],
};

const answer = z.looseObject({
  error: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().default(""),
  id_token: z.string().default(""),
});

let entra: RunningEntra;
beforeAll(async () => {
  entra = await startEntra({ tenantId: randomUUID(), clients: [client], person: () => person });
});
afterAll(() => entra.close());

function authorizeUrl(change: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: "https://one.example/.default openid offline_access",
    state: "s1",
    nonce: "n1",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...change,
  });
  return `${entra.authority}/oauth2/v2.0/authorize?${query}`;
}

async function codeOf(url = authorizeUrl()): Promise<string> {
  const body = new URLSearchParams({ decision: "accept" });
  const reply = await fetch(url, { method: "POST", body, redirect: "manual" });
  const location = new URL(reply.headers.get("location") ?? "");
  expect(`${location.origin}${location.pathname} ${location.searchParams.get("state")}`).toBe(`${redirectUri} s1`);
  return location.searchParams.get("code") ?? "";
}

async function ask(form: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ client_id: client.clientId, client_secret: "secret", ...form });
  return answer.parse(await (await fetch(`${entra.authority}/oauth2/v2.0/token`, { method: "POST", body })).json());
}
const redeem = (code: string, change: Readonly<Record<string, string>> = {}) =>
  ask({ grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier, ...change });

test("a code is good once, for its address and verifier, and brings tokens of the person who agreed", async () => {
  const code = await codeOf();
  expect((await redeem(code, { code_verifier: "another" })).error_codes).toEqual([501481]);
  expect((await redeem(code, { redirect_uri: "http://127.0.0.1:8080/elsewhere" })).error_codes).toEqual([50011]);
  const tokens = await redeem(code);
  expect(entra.verify(tokens.access_token, "https://one.example")).toMatchObject({ objectId: person.objectId });
  const claims = JSON.parse(Buffer.from(tokens.id_token.split(".")[1] ?? "", "base64url").toString());
  expect(claims).toMatchObject({ nonce: "n1", oid: person.objectId, aud: client.clientId });
  expect((await redeem(code)).error_codes).toEqual([54005]);
});

test("a refresh token brings new tokens until the consent is taken back", async () => {
  const { refresh_token } = await redeem(await codeOf());
  const refresh = () => ask({ grant_type: "refresh_token", refresh_token, scope: "https://one.example/.default" });
  expect((await refresh()).access_token).toBeTypeOf("string");
  entra.revokeConsents();
  expect((await refresh()).error).toBe("invalid_grant");
});

test("an address that is not registered gets no answer; a refusal goes back as one", async () => {
  const foreign = await fetch(authorizeUrl({ redirect_uri: "http://elsewhere.example/back" }), { redirect: "manual" });
  expect([foreign.status, answer.parse(await foreign.json()).error_codes]).toEqual([400, [50011]]);
  const body = new URLSearchParams({ decision: "cancel" });
  const refused = await fetch(authorizeUrl(), { method: "POST", body, redirect: "manual" });
  expect(refused.headers.get("location")).toContain("error=access_denied");
});
