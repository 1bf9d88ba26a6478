import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { SandboxClock } from "../platform/clock.ts";
import type { Consent } from "./consents.ts";

/** What a resource learns about a bearer token. */
export type TokenCheck =
  | { readonly ok: true; readonly applicationId: string /** Whom it acts for. */; readonly objectId?: string }
  | { readonly ok: false; readonly reason: "missing" | "malformed" | "signature" | "expired" | "revoked" | "audience" };

const Claims = z.object({
  aud: z.string(),
  appid: z.string(),
  exp: z.number(),
  serial: z.number(),
  oid: z.string().exactOptional(),
});

/** Hands out access tokens that look like JWTs, and checks them. The key lives and dies with this mint. */
export function createTokenMint(clock: SandboxClock, tenantId: string, lifetimeSeconds: number) {
  const key = randomBytes(32);
  const sign = (text: string) => createHmac("sha256", key).update(text).digest();
  let issued = 0;
  let revokedUpTo = 0;
  return {
    issued: () => issued,
    revokeAll() {
      revokedUpTo = issued;
    },
    issue(applicationId: string, audience: string, objectId?: string) {
      issued += 1;
      const nowSeconds = Math.floor(clock.now() / 1000);
      const claims = {
        aud: audience,
        iss: `https://sts.windows.net/${tenantId}/`,
        appid: applicationId,
        tid: tenantId,
        iat: nowSeconds,
        nbf: nowSeconds,
        exp: nowSeconds + lifetimeSeconds,
        serial: issued,
        ver: "1.0",
        ...(objectId !== undefined && { oid: objectId, scp: "user_impersonation" }),
      };
      const head = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(claims)}`;
      return {
        token_type: "Bearer",
        expires_in: lifetimeSeconds,
        ext_expires_in: lifetimeSeconds,
        access_token: `${head}.${sign(head).toString("base64url")}`,
      };
    },
    /** Says who signed in, to the application that asked. */
    identify(applicationId: string, issuer: string, { person, nonce }: Pick<Consent, "person" | "nonce">) {
      const nowSeconds = Math.floor(clock.now() / 1000);
      const claims = {
        aud: applicationId,
        iss: issuer,
        iat: nowSeconds,
        nbf: nowSeconds,
        exp: nowSeconds + lifetimeSeconds,
        name: person.name,
        preferred_username: person.email,
        oid: person.objectId,
        sub: person.objectId,
        tid: tenantId,
        ver: "2.0",
        ...(nonce !== null && { nonce }),
      };
      const head = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(claims)}`;
      return {
        id_token: `${head}.${sign(head).toString("base64url")}`,
        client_info: encode({ uid: person.objectId, utid: tenantId }),
      };
    },
    verify(bearer: string | undefined, audience: string): TokenCheck {
      if (!bearer) return { ok: false, reason: "missing" };
      const [header = "", payload = "", signature = ""] = bearer.replace(/^Bearer /i, "").split(".");
      const given = Buffer.from(signature, "base64url");
      const expected = sign(`${header}.${payload}`);
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        return { ok: false, reason: "signature" };
      const claims = Claims.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString()));
      if (!claims.success) return { ok: false, reason: "malformed" };
      if (claims.data.exp * 1000 <= clock.now()) return { ok: false, reason: "expired" };
      if (claims.data.serial <= revokedUpTo) return { ok: false, reason: "revoked" };
      if (claims.data.aud !== audience) return { ok: false, reason: "audience" };
      const { appid, oid } = claims.data;
      return { ok: true, applicationId: appid, ...(oid !== undefined && { objectId: oid }) };
    },
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
