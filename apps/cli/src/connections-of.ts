import { readFileSync } from "node:fs";
import type { Json } from "@flit/core/record";
import { Refusal } from "@flit/core/refusal";
import { readCertificate } from "@flit/worker/certificate";
import { connections, sealable } from "@flit/worker/connections";
import type { Config } from "./config.ts";

/** The connections a configuration describes, as they are sealed in the database. */
export function connectionsOf(config: Config): { readonly [platform: string]: Json } {
  const { certificatePath, ...dynamics } = config.dynamics;
  const certificate = certificatePath === undefined ? undefined : certificateAt(certificatePath);
  return sealable(
    connections.parse({
      cliniko: config.cliniko,
      dynamics: certificate === undefined ? dynamics : { ...dynamics, certificate },
      sharepoint: config.sharepoint,
    }),
  );
}

/** Reads a PEM file with both certificate and private key. Throws with what is wrong and how to mend it. */
function certificateAt(path: string) {
  let pem: string;
  try {
    pem = readFileSync(path, "utf8");
  } catch {
    throw new Error(`dynamics.certificatePath: ${path} cannot be read.`);
  }
  try {
    return readCertificate(pem);
  } catch (error) {
    throw error instanceof Refusal ? new Error(`dynamics.certificatePath: ${path}: ${error.message}`) : error;
  }
}
