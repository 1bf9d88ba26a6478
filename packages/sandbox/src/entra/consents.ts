import { createHash, randomBytes } from "node:crypto";
import type { SandboxClock } from "../platform/clock.ts";
import type { EntraClient } from "./client-assertion.ts";
import { EntraError } from "./entra-error.ts";

/** Somebody who can sign in. */
export interface EntraPerson {
  readonly objectId: string;
  readonly email: string;
  readonly name: string;
}

/** What somebody was asked to agree to. */
export interface ConsentRequest {
  readonly client: EntraClient;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly challenge: string | null;
}

/** What they agreed to, as long as its code or refresh token is good. */
export interface Consent extends Omit<ConsentRequest, "state"> {
  readonly person: EntraPerson;
}

const codeLifetimeMs = 10 * 60_000;
/** Source: refresh tokens in the identity platform; 90 days for everything but single-page applications. */
const refreshLifetimeMs = 90 * 86_400_000;

/** Authorisation codes, each good once, and refresh tokens. */
export function createConsents(clock: SandboxClock) {
  const codes = new Map<string, { readonly consent: Consent; readonly until: number; isRedeemed: boolean }>();
  const refreshTokens = new Map<string, { readonly consent: Consent; readonly until: number }>();
  const token = () => randomBytes(48).toString("base64url");

  return {
    agree(consent: Consent): string {
      const code = token();
      codes.set(code, { consent, until: clock.now() + codeLifetimeMs, isRedeemed: false });
      return code;
    },
    /** The consent behind a code, for the client, address and verifier it was made for. Throws EntraError. */
    redeem(client: EntraClient, given: { code: string; redirectUri: string; verifier: string | null }): Consent {
      const known = codes.get(given.code);
      if (known === undefined || known.consent.client.clientId !== client.clientId)
        throw new EntraError("code", "The provided authorization code is not valid.");
      if (known.isRedeemed)
        throw new EntraError(
          "redeemed",
          "OAuth2 Authorization code was already redeemed, please retry with a new valid code.",
        );
      if (clock.now() > known.until) throw new EntraError("code", "The provided authorization code has expired.");
      const { consent } = known;
      if (consent.redirectUri !== given.redirectUri)
        throw new EntraError("redirect", "The redirect URI does not match the one the code was asked for with.");
      const challenge =
        given.verifier === null ? null : createHash("sha256").update(given.verifier).digest("base64url");
      if (consent.challenge !== challenge)
        throw new EntraError(
          "verifier",
          "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        );
      known.isRedeemed = true;
      return consent;
    },
    remember(consent: Consent): string {
      const refreshToken = token();
      refreshTokens.set(refreshToken, { consent, until: clock.now() + refreshLifetimeMs });
      return refreshToken;
    },
    /** The consent behind a refresh token; the token stays good. Throws EntraError. */
    refresh(client: EntraClient, refreshToken: string): Consent {
      const known = refreshTokens.get(refreshToken);
      if (known === undefined || known.consent.client.clientId !== client.clientId)
        throw new EntraError("refresh", "The provided refresh token is not valid.");
      if (clock.now() > known.until)
        throw new EntraError("refreshExpired", "The refresh token has expired due to inactivity.");
      return known.consent;
    },
    /** Nothing anybody agreed to counts any more. */
    revokeAll() {
      codes.clear();
      refreshTokens.clear();
    },
  };
}
