import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import type { HttpReply } from "../http/client.ts";
import type { DataverseClient, DataverseRequest } from "./client.ts";
import { codeOf, faultOf, isSchemaLocked, isSchemaUnknown, isThereAlready } from "./errors.ts";
import { definitionPath } from "./metadata.ts";

/** Somebody else's schema change, or an answer that was lost: asked again this long. */
const settleForMs = 5 * 60_000;
/** A server that does not know what was made a moment ago: caches catch up in 3 to 30 seconds. */
const unknownForMs = 60_000;
const settlePauseMs = 1_000;
/** Asks the server that knows the newest definitions. */
export const strong = { consistency: "Strong" };
const definition = z.record(z.string(), z.unknown());
type Definition = z.infer<typeof definition>;

export type SchemaCalls = ReturnType<typeof createSchemaCalls>;

/** The calls schema work is made of; all wait while another metadata operation is running. */
export function createSchemaCalls(client: DataverseClient) {
  /** Sends until it is done. After a lost or doubtful answer `isDone` is asked first. Throws Fault. */
  async function change(request: DataverseRequest, isDone: () => Promise<boolean>): Promise<void> {
    const startedAt = performance.now();
    for (;;) {
      const result = await client.send(request).catch((error: unknown) => {
        if (error instanceof Fault && error.disposition !== "stop") return error;
        throw error;
      });
      if (!(result instanceof Fault) && result.status < 300) return;
      const obstacle = obstacleOf(result);
      if (obstacle.isDoubtful && (await isDone())) return;
      if (performance.now() - startedAt > obstacle.forMs) throw obstacle.fault;
      await sleep(obstacle.pauseMs);
    }
  }

  const exists = async (path: string) => (await client.get(path, definition, strong)) !== null;

  /** Makes what `at` names, unless it is there. */
  async function create(at: string, path: string, body: object, solution: string): Promise<void> {
    const isDone = () => exists(`${at}?$select=MetadataId`);
    if (await isDone()) return;
    const headers = { "mscrm.solutionuniquename": solution };
    await change({ method: "POST", path, body: JSON.stringify(body), headers }, isDone);
  }

  /**
   * PUT replaces a definition whole: what stands there now is read, changed and sent back with its type, without which
   * the platform knows only what all types share. Nothing of it is in force before the table is published.
   */
  async function replace(table: string, column: string | null, changes: Definition, solution: string): Promise<void> {
    const path = column === null ? definitionPath(table) : columnPath(table, column);
    const type = column === null ? "Microsoft.Dynamics.CRM.EntityMetadata" : await typeOf(table, column);
    const read = async (): Promise<Definition> => {
      const found = await client.get(column === null ? path : `${path}/${type}`, definition, strong);
      if (found === null) throw new Fault("missing", "definition-missing", `${path} does not exist.`);
      return found;
    };
    const isLike = (found: Definition) => Object.entries(changes).every(([name, value]) => found[name] === value);
    const { "@odata.context": _context, ...current } = await read();
    if (!isLike(current)) {
      const body = JSON.stringify({ ...current, ...changes, "@odata.type": type });
      const headers = { "mscrm.mergelabels": "true", "mscrm.solutionuniquename": solution };
      await change({ method: "PUT", path, body, headers }, async () => isLike(await read()));
    }
    const xml = `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`;
    const publish = { method: "POST", path: "PublishXml", body: JSON.stringify({ ParameterXml: xml }) } as const;
    await change(publish, async () => false);
  }

  async function erase(path: string, isGone: () => Promise<boolean>): Promise<void> {
    try {
      await change({ method: "DELETE", path }, isGone);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.disposition === "reject" && (await isGone())) return;
      throw error.kind === "conflict" ? new Fault("conflict", "in-use") : error;
    }
  }

  const eraseDefinition = (path: string) => erase(path, async () => !(await exists(`${path}?$select=MetadataId`)));

  async function rowIdOf(set: string, id: string, uniqueName: string): Promise<string | null> {
    const rows = await client.get(
      `${set}?$select=${id}&$filter=uniquename%20eq%20'${uniqueName}'`,
      z.object({ value: z.array(definition) }),
    );
    const found = rows?.value[0]?.[id];
    return typeof found === "string" ? found : null;
  }

  /** Makes a row of the publishers or solutions, unless one of that name is there. */
  async function createRow(set: string, id: string, body: { readonly uniquename: string }): Promise<void> {
    const isDone = async () => (await rowIdOf(set, id, body.uniquename)) !== null;
    if (!(await isDone())) await change({ method: "POST", path: set, body: JSON.stringify(body) }, isDone);
  }

  async function eraseRow(set: string, id: string, uniqueName: string): Promise<void> {
    const rowId = await rowIdOf(set, id, uniqueName);
    if (rowId !== null) await erase(`${set}(${rowId})`, async () => (await rowIdOf(set, id, uniqueName)) === null);
  }

  /** Type of a column's definition. Throws Fault("missing"). */
  async function typeOf(table: string, column: string): Promise<string> {
    const found = await client.get(columnPath(table, column), z.object({ "@odata.type": z.string() }), strong);
    if (found === null) throw new Fault("missing", "column-missing", `${table} has no column ${column}.`);
    return found["@odata.type"].replace(/^#/, "");
  }

  return { client, create, replace, eraseDefinition, rowIdOf, createRow, eraseRow };
}

/** What stands in the way of a schema call, how long it may, and whether the call may have been carried out. */
function obstacleOf(result: HttpReply | Fault): {
  readonly fault: Fault;
  readonly forMs: number;
  readonly pauseMs: number;
  readonly isDoubtful: boolean;
} {
  if (result instanceof Fault) {
    const pauseMs = result.retryAfterMs ?? settlePauseMs;
    return { fault: result, forMs: settleForMs, pauseMs, isDoubtful: true };
  }
  const fault = faultOf(result);
  const pauseMs = settlePauseMs;
  if (isSchemaLocked(result)) return { fault, forMs: settleForMs, pauseMs, isDoubtful: false };
  if (result.status >= 500 || codeOf(result) === "0x80040216")
    return { fault, forMs: settleForMs, pauseMs, isDoubtful: true };
  const isUnknown = result.status === 404 || isSchemaUnknown(result);
  if (isUnknown) return { fault, forMs: unknownForMs, pauseMs, isDoubtful: true };
  return { fault, forMs: 0, pauseMs, isDoubtful: isThereAlready(result) };
}

/** Path of a column's definition. */
export function columnPath(table: string, column: string): string {
  return `${definitionPath(table)}/Attributes(LogicalName='${column}')`;
}

/** Path of an alternate key's definition. */
export function keyPath(table: string, key: string): string {
  return `${definitionPath(table)}/Keys(LogicalName='${key}')`;
}
