import { constants, createPublicKey, verify } from "node:crypto";
import { z } from "zod";

/** An app registration. */
export interface EntraClient {
  /** In lower case. */
  readonly clientId: string;
  readonly clientSecret?: string;
  /** A secret it once had. */
  readonly expiredSecret?: string;
  /** PEM of the certificate or of its public key. */
  readonly publicKey?: string;
  /** Hex SHA-256 or SHA-1 thumbprint; when given, the assertion must name this certificate. */
  readonly certificateThumbprint?: string;
  /** Identifiers it may ask tokens for: an environment's url, https://graph.microsoft.com. */
  readonly resources: readonly string[];
  /** Addresses people may be sent back to. */
  readonly redirectUris?: readonly string[];
}

const Header = z.object({
  alg: z.enum(["RS256", "PS256"]),
  x5t: z.string().optional(),
  "x5t#S256": z.string().optional(),
});
const Claims = z.object({
  aud: z.string(),
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
});

/** Whether a `client_assertion` was signed by the client's key, for one of these audiences, and is valid now. */
export function isAssertedBy(
  client: EntraClient,
  assertion: string,
  audiences: readonly string[],
  nowMs: number,
): boolean {
  const [head = "", payload = "", signature = ""] = assertion.split(".");
  const header = Header.safeParse(decode(head));
  const claims = Claims.safeParse(decode(payload));
  if (!header.success || !claims.success || client.publicKey === undefined) return false;
  const { aud, iss, sub, exp, nbf } = claims.data;
  const nowSeconds = nowMs / 1000;
  // Five minutes of clock skew, as the platform allows.
  const isInTime = exp > nowSeconds - 300 && (nbf ?? 0) < nowSeconds + 300;
  if (iss !== client.clientId || sub !== client.clientId || !audiences.includes(aud) || !isInTime) return false;
  if (client.certificateThumbprint !== undefined) {
    const named = [header.data.x5t, header.data["x5t#S256"]].map((text) =>
      Buffer.from(text ?? "", "base64url").toString("hex"),
    );
    if (!named.includes(client.certificateThumbprint.toLowerCase())) return false;
  }
  const key = createPublicKey(client.publicKey);
  const padding = header.data.alg === "PS256" ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify("sha256", Buffer.from(`${head}.${payload}`), { key, padding }, Buffer.from(signature, "base64url"));
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}
