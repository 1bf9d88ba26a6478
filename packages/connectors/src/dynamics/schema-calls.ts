import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import type { HttpReply } from "../http/client.ts";
import type { DataverseClient, DataverseRequest } from "./client.ts";
import { faultOf, isSchemaSettling } from "./errors.ts";
import { definitionPath } from "./metadata.ts";

/** Somebody else's schema change, or a cache that has not caught up: asked again this long. */
const settleForMs = 5 * 60_000;
const settlePauseMs = 1_000;
/** Asks the server that knows the newest definitions. */
export const strong = { consistency: "Strong" };
const definition = z.record(z.string(), z.unknown());

export type SchemaCalls = ReturnType<typeof createSchemaCalls>;

/** The calls schema work is made of; all wait while another metadata operation is running. */
export function createSchemaCalls(client: DataverseClient) {
  async function change(request: DataverseRequest): Promise<HttpReply> {
    const until = performance.now() + settleForMs;
    for (;;) {
      const reply = await client.send(request);
      if (reply.status < 400 || !isSchemaSettling(reply) || performance.now() > until) return reply;
      await sleep(settlePauseMs);
    }
  }

  const exists = async (path: string) => (await client.get(path, definition, strong)) !== null;

  async function create(path: string, body: object, solution: string): Promise<void> {
    const reply = await change({
      method: "POST",
      path,
      body: JSON.stringify(body),
      headers: { "mscrm.solutionuniquename": solution },
    });
    if (reply.status >= 400) throw faultOf(reply);
  }

  /** PUT replaces a definition whole: what stands there now is read, changed and sent back. */
  async function replace(path: string, changes: object, solution: string): Promise<void> {
    const current = await client.get(path, definition, strong);
    if (current === null) throw new Fault("missing", "definition-missing", `${path} does not exist.`);
    const reply = await change({
      method: "PUT",
      path,
      body: JSON.stringify({ ...current, ...changes }),
      headers: { "mscrm.mergelabels": "true", "mscrm.solutionuniquename": solution },
    });
    if (reply.status >= 400) throw faultOf(reply);
  }

  async function erase(path: string): Promise<void> {
    const reply = await change({ method: "DELETE", path });
    if (reply.status < 400 || reply.status === 404) return;
    const fault = faultOf(reply);
    if (fault.kind === "missing") return;
    throw fault.kind === "conflict" ? new Fault("conflict", "in-use") : fault;
  }

  async function rowIdOf(set: string, id: string, uniqueName: string): Promise<string | null> {
    const rows = await client.get(
      `${set}?$select=${id}&$filter=uniquename%20eq%20'${uniqueName}'`,
      z.object({ value: z.array(definition) }),
    );
    const found = rows?.value[0]?.[id];
    return typeof found === "string" ? found : null;
  }

  async function createRow(set: string, body: object): Promise<void> {
    const reply = await change({ method: "POST", path: set, body: JSON.stringify(body) });
    if (reply.status >= 400) throw faultOf(reply);
  }

  async function castPath(table: string, column: string): Promise<string> {
    const found = await client.get(columnPath(table, column), z.object({ "@odata.type": z.string() }), strong);
    if (found === null) throw new Fault("missing", "column-missing", `${table} has no column ${column}.`);
    return `${columnPath(table, column)}/${found["@odata.type"].replace(/^#/, "")}`;
  }

  return { client, exists, create, replace, erase, rowIdOf, createRow, castPath };
}

/** Path of a column's definition. */
export function columnPath(table: string, column: string): string {
  return `${definitionPath(table)}/Attributes(LogicalName='${column}')`;
}

/** Path of an alternate key's definition. */
export function keyPath(table: string, key: string): string {
  return `${definitionPath(table)}/Keys(LogicalName='${key}')`;
}
