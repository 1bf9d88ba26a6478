import type { ConsentApplication } from "@flit/worker/consent";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import type { WebProduct } from "../product.ts";

const cookieName = "flit-consent";
const maxAgeSeconds = 600;

/** What is remembered in the browser, sealed, while somebody is at Microsoft's sign-in. */
const pendingConsent = z.object({
  session: z.string(),
  clinic: z.string(),
  migration: z.string(),
  url: z.string(),
  pending: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
});
export type PendingSignIn = z.infer<typeof pendingConsent>;

/** The application people sign in to; null when this installation has none. */
export function consentApplication({ env }: Pick<WebProduct, "env">): ConsentApplication | null {
  const { FLIT_CONSENT_CLIENT_ID: clientId, FLIT_CONSENT_CLIENT_SECRET: clientSecret } = env;
  if (!clientId || !clientSecret) return null;
  return {
    clientId,
    clientSecret,
    authorityUrl: env.FLIT_CONSENT_AUTHORITY_URL,
    redirectUri: new URL("/api/connections/dynamics/callback", env.FLIT_URL).href,
    allowLocal: env.FLIT_ALLOW_LOCAL_PLATFORMS,
  };
}

/** A `set-cookie` header that remembers the sign-in; null forgets it. */
export async function rememberSignIn(product: WebProduct, signIn: PendingSignIn | null): Promise<string> {
  const secret = product.cookieSecret;
  const value = signIn === null ? "" : await encode({ token: { signIn }, secret, maxAge: maxAgeSeconds });
  const secure = product.env.FLIT_URL.startsWith("https:") ? "; Secure" : "";
  const age = signIn === null ? 0 : maxAgeSeconds;
  return `${cookieName}=${value}; Path=/api/connections; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

/** The sign-in this browser began; null when it began none, or too long ago. */
export async function readSignIn(product: WebProduct, headers: Headers): Promise<PendingSignIn | null> {
  const cookie = (headers.get("cookie") ?? "").split(/; */).find((part) => part.startsWith(`${cookieName}=`));
  const token = cookie?.slice(cookieName.length + 1);
  const claims = token ? await decode({ token, secret: product.cookieSecret }).catch(() => null) : null;
  const parsed = pendingConsent.safeParse(claims?.signIn);
  return parsed.success ? parsed.data : null;
}
