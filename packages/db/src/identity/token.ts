import { createHash, randomBytes } from "node:crypto";

/** A secret to hand out once: 256 bits, fit for a cookie or a link. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token. It has too many bits to be guessed from a plain hash. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
