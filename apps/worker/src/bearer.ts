import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request's Authorization header holds the token; never without one. Takes as long for any header. */
export function isBearer(header: string | null | undefined, token: string | undefined): boolean {
  if (token === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}
