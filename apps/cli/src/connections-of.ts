import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Json } from "@flit/core/record";
import { connections } from "@flit/worker/connections";
import type { Config } from "./config.ts";

/** The connections a configuration describes, as they are sealed in the database. */
export function connectionsOf(config: Config): { readonly [platform: string]: Json } {
  const { certificatePath, ...dynamics } = config.dynamics;
  const certificate = certificatePath === undefined ? undefined : readCertificate(certificatePath);
  const parsed = connections.parse({
    cliniko: config.cliniko,
    dynamics: certificate === undefined ? dynamics : { ...dynamics, certificate },
    sharepoint: config.sharepoint,
  });
  // Undefined settings are left out: what is stored is JSON.
  return JSON.parse(JSON.stringify(parsed));
}

/** Reads a PEM file with both certificate and private key. Throws with what is wrong and how to mend it. */
function readCertificate(path: string): { thumbprint: string; privateKeyPem: string } {
  let pem: string;
  try {
    pem = readFileSync(path, "utf8");
  } catch {
    throw new Error(`dynamics.certificatePath: ${path} cannot be read.`);
  }
  const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  const privateKeyPem = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/.exec(pem)?.[0];
  if (!certificate || !privateKeyPem) {
    throw new Error(`dynamics.certificatePath: ${path} must hold the certificate and its private key, both as PEM.`);
  }
  const thumbprint = createHash("sha256").update(new X509Certificate(certificate).raw).digest("hex");
  return { thumbprint, privateKeyPem };
}
