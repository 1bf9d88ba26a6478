import { decode, encode } from "next-auth/jwt";
import type { WebProduct } from "./product.ts";

/** A signed-in browser keeps its cookie as long as a session can last. */
const maxAgeSeconds = 12 * 3_600;

/** Name of the session cookie: with the browser's own guard when the address is https. */
export function cookieName({ env }: Pick<WebProduct, "env">): string {
  return env.FLIT_URL.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** The session's token in the request's cookies; null when there is none or it is not ours. */
export async function sessionToken(product: WebProduct, headers: Headers): Promise<string | null> {
  const wanted = cookieName(product);
  const cookie = (headers.get("cookie") ?? "").split(/; */).find((part) => part.startsWith(`${wanted}=`));
  if (cookie === undefined) return null;
  const token = decodeURIComponent(cookie.slice(wanted.length + 1));
  const claims = await decode({ token, secret: product.cookieSecret }).catch(() => null);
  return typeof claims?.session === "string" ? claims.session : null;
}

/** A `set-cookie` header that gives the browser another token. */
export async function sessionCookie(product: WebProduct, session: string): Promise<string> {
  const value = await encode({ token: { session }, secret: product.cookieSecret, maxAge: maxAgeSeconds });
  const secure = product.env.FLIT_URL.startsWith("https:") ? "; Secure" : "";
  return `${cookieName(product)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}
