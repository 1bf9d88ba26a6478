import type { SignedIn } from "@flit/core/identity";
import { sessionToken } from "./cookie.ts";
import type { WebProduct } from "./product.ts";

/**
 * Who sent this request, from the session row its cookie leads to; null when it has none, or it ended. Requests that
 * pages send by themselves do not keep a session alive.
 */
export async function auth(product: WebProduct, headers: Headers): Promise<SignedIn | null> {
  const token = await sessionToken(product, headers);
  if (token === null) return null;
  const { sessions } = product.identity;
  return headers.get("x-flit-background") === "1" ? sessions.readSession(token) : sessions.touchSession(token);
}
