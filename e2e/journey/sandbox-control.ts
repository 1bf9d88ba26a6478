import { product } from "../product-process.ts";

/** Takes privileges from the sandbox's Dynamics application; none gives all of them back. */
export async function withholdPrivileges(names: readonly string[]): Promise<void> {
  const reply = await fetch(`${product().control}/privileges`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ withheld: names }),
  });
  if (!reply.ok) throw new Error(`The sandbox answered ${reply.status}: ${await reply.text()}`);
}
