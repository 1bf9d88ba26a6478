import { randomUUID } from "node:crypto";
import type { DatabaseClient } from "./client.ts";
import type { Seal } from "./seal.ts";

/** Id of the tenant with this name, made with a data key of its own when it is new. */
export async function findOrCreateTenant(client: DatabaseClient, seal: Seal, name: string): Promise<string> {
  // The tenant table is walled too: looking up by name goes through a function that answers ids only.
  const [known] = await client.$queryRaw<{ id: string | null }[]>`select tenant_id_of(${name})::text as id`;
  if (known?.id) return known.id;
  const id = randomUUID();
  await client.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.tenant_id', ${id}, true)`;
    await tx.tenant.create({ data: { id, name, dataKey: new Uint8Array(seal.newDataKey(id)) } });
  });
  return id;
}
