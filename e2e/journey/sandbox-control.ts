import { product } from "../product-process.ts";

/** Takes privileges from the sandbox's Dynamics application; none gives all of them back. */
export function withholdPrivileges(names: readonly string[]): Promise<void> {
  return steer("/privileges", { withheld: names });
}

/** Lets a person change this many rows in Dynamics. */
export function editRows(count: number): Promise<void> {
  return steer("/edit", { count });
}

async function steer(path: string, body: object): Promise<void> {
  const reply = await fetch(`${product().control}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`The sandbox answered ${reply.status}: ${await reply.text()}`);
}
