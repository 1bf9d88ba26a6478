import type { DatabaseClient } from "../client.ts";
import { type Connection, execute, type Session } from "../sql.ts";

/** One transaction about people. */
export type Realm = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

const limits = { maxWait: 30_000, timeout: 30_000 } as const;

/** Transactions whose first statement opens the tables of people, which are shut to every other one. */
export function identityRealm(client: DatabaseClient): Realm {
  return (work) =>
    client.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('app.realm', 'identity', true)`;
      return work({ tx });
    }, limits);
}

/** Opens one tenant's rows too, until the transaction ends. */
export async function enterTenant({ tx }: Connection, tenantId: string): Promise<Pick<Session, "tx" | "tenantId">> {
  await execute({ tx }, `select set_config('app.tenant_id', $1, true)`, tenantId);
  return { tx, tenantId };
}
