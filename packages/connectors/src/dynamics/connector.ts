import type { DestinationConnector } from "@flit/core/connector";
import { z } from "zod";
import { createDataverseClient, type DynamicsOptions } from "./client.ts";
import { readDependents } from "./dependents.ts";
import { readEnvironment, readUsers, whoAmI } from "./environment.ts";
import { sideBySide } from "./gate.ts";
import { createMetadata } from "./metadata.ts";
import { createProvisioner } from "./provision.ts";
import { pageRows, readRows, wireName } from "./row.ts";
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
    read: async (table, ids, columns) => readRows(client, await metadata.shape(table), ids, columns),
    page: async (request) => pageRows(client, await metadata.shape(request.table), request),
    write: createWriter(client, metadata, userId),
    async isUsed(table, column) {
      metadata.forget(table);
      const shape = await metadata.find(table);
      if (shape === null || (column !== null && shape.table.columns[column] === undefined)) return false;
      const filter = column === null ? "" : `&$filter=${wireName(shape, column)}%20ne%20null`;
      const path = `${shape.setName}?$select=${shape.table.primaryId}&$top=1${filter}`;
      // An answer that is no list of rows must not read as "unused".
      for await (const _row of client.list(path, z.unknown())) return true;
      return false;
    },
    dependents: (table, ids) => readDependents(client, metadata, table, ids),
    requestCount: client.requestCount,
    throttledCount: client.throttledCount,
  };
}
