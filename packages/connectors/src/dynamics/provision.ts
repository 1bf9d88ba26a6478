import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import type { PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";
import { z } from "zod";
import type { HttpReply } from "../http/client.ts";
import type { DataverseClient, DataverseRequest } from "./client.ts";
import { columnDefinition, label, lookupDefinition, tableDefinition } from "./component-definitions.ts";
import { faultOf, isSchemaSettling } from "./errors.ts";
import { definitionPath, type Metadata } from "./metadata.ts";

/** Somebody else's schema change, or a cache that has not caught up: asked again this long. */
const settleForMs = 5 * 60_000;
const settlePauseMs = 1_000;
const strong = { consistency: "Strong" };
const definition = z.record(z.string(), z.unknown());

/** Makes, probes and takes back parts of the schema, one metadata call at a time. */
export function createProvisioner(client: DataverseClient, metadata: Metadata) {
  let queue: Promise<unknown> = Promise.resolve();

  /** The platform refuses a second metadata operation while one is running. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

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

  async function make(step: PlanStep): Promise<void> {
    const { solution, languageCode } = step;
    switch (step.kind) {
      case "publisher": {
        if ((await rowIdOf("publishers", "publisherid", step.uniqueName)) !== null) return;
        const names = { uniquename: step.uniqueName, friendlyname: step.displayName };
        const body = { ...names, customizationprefix: step.prefix, customizationoptionvalueprefix: step.optionPrefix };
        return await createRow("publishers", body);
      }
      case "solution": {
        if ((await rowIdOf("solutions", "solutionid", solution)) !== null) return;
        const publisher = await rowIdOf("publishers", "publisherid", step.publisher);
        const bind = { "publisherid@odata.bind": `/publishers(${publisher})` };
        return await createRow("solutions", {
          uniquename: solution,
          friendlyname: step.displayName,
          version: "1.0.0.0",
          ...bind,
        });
      }
      case "table":
        if (await exists(`${definitionPath(step.table.name)}?$select=LogicalName`)) return;
        return await create("EntityDefinitions", tableDefinition(step.table, languageCode), solution);
      case "documents":
        return await replace(definitionPath(step.table), { IsDocumentManagementEnabled: true }, solution);
      case "column":
        if (await exists(`${columnPath(step.table, step.column.name)}?$select=LogicalName`)) return;
        return await create(
          `${definitionPath(step.table)}/Attributes`,
          columnDefinition(step.column, languageCode),
          solution,
        );
      case "widen":
        return await replace(await castPath(step.table, step.column), { MaxLength: step.maxLength }, solution);
      case "lookup": {
        if (await exists(`${columnPath(step.table, step.lookup.name)}?$select=LogicalName`)) return;
        const target = await client.get(
          `${definitionPath(step.lookup.target)}?$select=PrimaryIdAttribute`,
          z.object({ PrimaryIdAttribute: z.string() }),
          strong,
        );
        if (target === null)
          throw new Fault("missing", "table-missing", `The environment has no table ${step.lookup.target}.`);
        return await create(
          "RelationshipDefinitions",
          lookupDefinition(step.table, step.lookup, target.PrimaryIdAttribute, languageCode),
          solution,
        );
      }
      case "key": {
        if (await exists(keyPath(step.table, step.name))) return;
        const body = {
          SchemaName: step.schemaName,
          DisplayName: label(step.schemaName, languageCode),
          KeyAttributes: step.columns,
        };
        return await create(`${definitionPath(step.table)}/Keys`, body, solution);
      }
      default:
        return unreachable(step);
    }
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

  async function takeBack(step: PlanStep): Promise<void> {
    switch (step.kind) {
      case "publisher": {
        const id = await rowIdOf("publishers", "publisherid", step.uniqueName);
        return id === null ? undefined : await erase(`publishers(${id})`);
      }
      case "solution": {
        const id = await rowIdOf("solutions", "solutionid", step.solution);
        return id === null ? undefined : await erase(`solutions(${id})`);
      }
      case "table":
        return await erase(definitionPath(step.table.name));
      case "documents":
        return await replace(definitionPath(step.table), { IsDocumentManagementEnabled: false }, step.solution);
      case "column":
        return await erase(columnPath(step.table, step.column.name));
      case "widen":
        return await replace(
          await castPath(step.table, step.column),
          { MaxLength: step.previousMaxLength },
          step.solution,
        );
      case "lookup":
        return await erase(`RelationshipDefinitions(SchemaName='${step.lookup.relationship}')`);
      case "key":
        return await erase(keyPath(step.table, step.name));
      default:
        return unreachable(step);
    }
  }

  /** Whether plain reads, which any server of the environment may answer, know the component. */
  async function isReady(step: PlanStep): Promise<boolean> {
    switch (step.kind) {
      case "publisher":
      case "solution":
        return true;
      case "table":
        return await answersRows(step.table.name, null);
      case "documents":
        return (
          (
            await client.get(
              `${definitionPath(step.table)}?$select=IsDocumentManagementEnabled`,
              z.object({ IsDocumentManagementEnabled: z.boolean() }),
            )
          )?.IsDocumentManagementEnabled === true
        );
      case "column":
        return await answersRows(step.table, step.column.name);
      case "widen":
        return true;
      case "lookup":
        return await answersRows(step.table, `_${step.lookup.name}_value`);
      case "key": {
        const key = await client.get(keyPath(step.table, step.name), z.object({ EntityKeyIndexStatus: z.string() }));
        if (key?.EntityKeyIndexStatus === "Failed")
          throw new Fault("invalid", "key-failed", `The index of ${step.name} could not be built: rows share a value.`);
        return key?.EntityKeyIndexStatus === "Active";
      }
      default:
        return unreachable(step);
    }
  }

  async function answersRows(table: string, property: string | null): Promise<boolean> {
    const head = await client.get(
      `${definitionPath(table)}?$select=EntitySetName`,
      z.object({ EntitySetName: z.string() }),
    );
    if (head === null) return false;
    const select = property === null ? "" : `&$select=${property}`;
    const reply = await client.send({ method: "GET", path: `${head.EntitySetName}?$top=1${select}` });
    return reply.status === 200;
  }

  const touched = (step: PlanStep) => {
    if ("table" in step) metadata.forget(typeof step.table === "string" ? step.table : step.table.name);
  };
  return {
    provision: (step: PlanStep) => alone(() => make(step)).finally(() => touched(step)),
    remove: (step: PlanStep) => alone(() => takeBack(step)).finally(() => touched(step)),
    isReady,
  };
}

function columnPath(table: string, column: string): string {
  return `${definitionPath(table)}/Attributes(LogicalName='${column}')`;
}

function keyPath(table: string, key: string): string {
  return `${definitionPath(table)}/Keys(LogicalName='${key}')`;
}
