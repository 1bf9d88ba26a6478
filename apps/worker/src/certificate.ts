import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { Refusal } from "@flit/core/refusal";
import type { DynamicsConnection } from "./connections.ts";

/** Reads the text of a PEM file that holds a certificate and its private key. Throws Refusal with how to mend it. */
export function readCertificate(pem: string): NonNullable<DynamicsConnection["certificate"]> {
  const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  const privateKeyPem = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/.exec(pem)?.[0];
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem))
    throw refused("The private key has a passphrase. Export it without one: it is sealed here.");
  if (!certificate) throw refused("The certificate is missing. Paste the part between BEGIN and END CERTIFICATE too.");
  if (!privateKeyPem)
    throw refused("The private key is missing. Paste the part between BEGIN and END PRIVATE KEY too.");
  const { parsed, isPair } = parse(certificate, privateKeyPem);
  if (!isPair) throw refused("The private key belongs to another certificate. Choose the pair that was made together.");
  return {
    thumbprint: createHash("sha256").update(parsed.raw).digest("hex"),
    privateKeyPem,
    expiresAt: parsed.validToDate.toISOString(),
  };
}

function parse(certificate: string, privateKeyPem: string) {
  try {
    const parsed = new X509Certificate(certificate);
    return { parsed, isPair: parsed.checkPrivateKey(createPrivateKey(privateKeyPem)) };
  } catch {
    // The library's own words may quote the key.
    throw refused("The certificate or its key cannot be read. Copy the whole PEM file.");
  }
}

function refused(message: string): Refusal {
  return new Refusal("bad-certificate", message);
}
