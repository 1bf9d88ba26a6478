import type { DestinationConnector } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { createDataverseClient, type DataverseClient, type DynamicsOptions } from "./client.ts";
import { readDependents } from "./dependents.ts";
import { readEnvironment, readUsers, whoAmI } from "./environment.ts";
import { schemaUnknown } from "./errors.ts";
import { sideBySide } from "./gate.ts";
import { createMetadata, tableMissing } from "./metadata.ts";
import { createProvisioner } from "./provision.ts";
import { createReader } from "./reader.ts";
import { hasRows, pageRows, readRows } from "./row.ts";
import { type TableShape, tableAddresses } from "./table-shape.ts";
import { createWriter } from "./write.ts";

/** Tables described side by side; each is a dozen small requests. */
const describedTogether = 4;

/**
 * Dataverse as a destination. Names, lengths, keys and bulk support are learned from the environment it meets; nothing
 * is taken from a standard installation.
 */
export function createDynamicsConnector(options: DynamicsOptions): DestinationConnector {
  const client = createDataverseClient(options);
  const metadata = createMetadata(client);
  let user: Promise<string> | null = null;
  const userId = () => {
    user ??= whoAmI(client).then((who) => who.userId);
    user.catch(() => {
      user = null;
    });
    return user;
  };
  const provisioner = createProvisioner(client, metadata);

  const impatient = { ...client, ...createReader(client.ask, []) };

  /**
   * What was known of a table may be out of date, because another process took its schema back: it is read anew before a
   * server is given time to learn of schema that was just made.
   */
  async function knowing<T>(table: string, ask: (by: DataverseClient, shape: TableShape) => Promise<T>): Promise<T> {
    try {
      return await ask(impatient, await metadata.shape(table));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== schemaUnknown) throw error;
      metadata.forget(table);
      return await ask(client, await metadata.shape(table));
    }
  }

  return {
    async describe(tables) {
      const environment = await readEnvironment(client);
      const described = new Map<string, TableShape | null>();
      for (const name of tables) metadata.forget(name);
      const describing = tables.map((name) => async () => void described.set(name, await metadata.find(name)));
      await sideBySide(describedTogether, describing);
      const found = tables.flatMap((name) => described.get(name) ?? []);
      return {
        ...environment,
        tables: Object.fromEntries(found.map(({ table }) => [table.name, table])),
        addresses: Object.fromEntries(found.map(({ table, ...address }) => [table.name, address])),
      };
    },
    recall({ tables, addresses }) {
      metadata.forget();
      const known = tableAddresses.safeParse(addresses).data ?? {};
      for (const table of Object.values(tables)) {
        const address = known[table.name];
        if (address !== undefined) metadata.learn({ table, ...address });
      }
    },
    users: () => readUsers(client),
    provision: provisioner.provision,
    isReady: provisioner.isReady,
    remove: provisioner.remove,
    read: (table, ids, columns) => knowing(table, (by, shape) => readRows(by, shape, ids, columns)),
    page: (request) => knowing(request.table, (by, shape) => pageRows(by, shape, request)),
    write: createWriter(client, metadata, userId),
    async isUsed(table, column) {
      metadata.forget(table);
      try {
        return await knowing(table, (by, shape) => hasRows(by, shape, column));
      } catch (error) {
        if (error instanceof Fault && error.code === tableMissing) return false;
        throw error;
      }
    },
    dependents: (table, ids) => readDependents(client, metadata, table, ids),
    requestCount: client.requestCount,
    throttledCount: client.throttledCount,
  };
}
