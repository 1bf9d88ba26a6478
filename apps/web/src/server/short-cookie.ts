import { decode, encode } from "next-auth/jwt";
import type { WebProduct } from "./product.ts";

const seconds = 10 * 60;

/** What has to survive the way to Microsoft and back: sealed, for minutes, sent to the sign-in only. */
export type ShortCookie = "flit-invitation" | "flit-link";

/** A `set-cookie` header holding a value that only `readShortCookie` opens. */
export async function shortCookie(product: WebProduct, name: ShortCookie, value: string): Promise<string> {
  const sealed = await encode({ token: { [name]: value }, secret: product.cookieSecret, maxAge: seconds });
  const secure = product.env.FLIT_URL.startsWith("https:") ? "; Secure" : "";
  return `${name}=${sealed}; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** The value the cookie was made with; null when there is none, it ran out or is not ours. */
export async function readShortCookie(
  product: Pick<WebProduct, "cookieSecret">,
  name: ShortCookie,
  headers: Headers,
): Promise<string | null> {
  const cookie = (headers.get("cookie") ?? "").split(/; */).find((part) => part.startsWith(`${name}=`));
  if (cookie === undefined) return null;
  const token = cookie.slice(name.length + 1);
  const claims = await decode({ token, secret: product.cookieSecret }).catch(() => null);
  const value = claims?.[name];
  return typeof value === "string" ? value : null;
}
