import { generateSecret, generateURI, verify } from "otplib";

const stepSeconds = 30;

/** A fresh secret for an authenticator app, and the address its QR code shows. */
export function newTotp(email: string): { readonly secret: string; readonly uri: string } {
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer: "FlitStack", label: email, secret }) };
}

/** The time step a code belongs to (one step of tolerance either way); null when it is wrong. */
export async function stepOfCode(secret: string, code: string): Promise<number | null> {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const result = await verify({ secret, token, epochTolerance: stepSeconds });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}
