import { readFile } from "node:fs/promises";
import { platforms } from "@flit/core/inventory-store";
import type { Migration } from "@flit/core/ports";
import { connections, sealable } from "@flit/worker/connections";
import { Problem } from "../problem.ts";
import type { WebProduct } from "../product.ts";

/** A new migration connected to the sandbox on both sides, with its connections tested: a newcomer finds both working. */
export async function connectDemo({ env, composition }: WebProduct, clinic: string, start: Migration) {
  const read = await demoConnections(env.FLIT_DEMO_CONFIG);
  const migration = { ...start, connections: sealable(read) };
  const tested = platforms.map(async (platform) => ({
    platform,
    checks: await Array.fromAsync(composition.tryOut(clinic, migration, platform)),
  }));
  const [tests, clinikoAccount, dynamicsOrganization] = await Promise.all([
    Promise.all(tested),
    composition.accountOf(clinic, migration, "cliniko"),
    composition.accountOf(clinic, migration, "dynamics"),
  ]);
  const connected = sealable({ ...read, clinikoAccount, dynamicsOrganization });
  return { migration: { ...migration, connections: connected }, tests };
}

/** The sandbox's connections, as its own file states them. */
async function demoConnections(file: string | undefined) {
  if (file === undefined)
    throw new Problem(409, "no-demo", "There is no demo clinic here. Start with your own clinic instead.");
  return connections.parse(JSON.parse(await readFile(file, "utf8")));
}
