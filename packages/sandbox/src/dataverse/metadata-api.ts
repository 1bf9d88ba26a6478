import type { SandboxClock } from "../platform/clock.ts";
import { readBody } from "./metadata-body.ts";
import { createOptionSet, deleteOptionSet } from "./metadata-choices.ts";
import { createColumn, deleteColumn, updateColumn } from "./metadata-columns.ts";
import type { MetadataContext, MetadataRows } from "./metadata-context.ts";
import { createFinder } from "./metadata-find.ts";
import { createKey, deleteKey } from "./metadata-keys.ts";
import { createMetadataLock } from "./metadata-lock.ts";
import { callFunction, messages } from "./metadata-messages.ts";
import { type PathStep, readMetadataPath } from "./metadata-path.ts";
import { optionSetAt, readMetadata } from "./metadata-read.ts";
import { createRelationship, deleteRelationship } from "./metadata-relationships.ts";
import { solutionScope } from "./metadata-solution.ts";
import type { MetadataStore } from "./metadata-store.ts";
import { createTable, deleteTable, updateTable } from "./metadata-tables.ts";
import { DataverseError, type WebApiReply, type WebApiRequest } from "./model.ts";
import { schemaPrivilege } from "./privileges.ts";
import { resourceNotFound } from "./rows-errors.ts";

export interface MetadataApiInput {
  readonly metadata: MetadataStore;
  readonly clock: SandboxClock;
  readonly rows: MetadataRows;
  /** Refuses a user who lacks a privilege; nobody lacks any when it is absent. */
  readonly demand?: (userId: string, privilege: string) => void;
  /** Platform milliseconds: until a key's index stands, and of every schema operation. */
  readonly options?: { readonly keyIndexMs?: number; readonly operationMs?: number };
}

export interface MetadataApi {
  /** The answer, or undefined when the address is not one of metadata. Throws DataverseError. */
  handle(request: WebApiRequest): Promise<WebApiReply | undefined>;
}

/** The schema half of the Web API: definitions of tables, columns, keys, relationships and choices. */
export function createMetadataApi({ metadata, clock, rows, demand, options = {} }: MetadataApiInput): MetadataApi {
  const { keyIndexMs = 15_000, operationMs = 300 } = options;
  const context: MetadataContext = { metadata, clock, rows, keyIndexMs };
  const lock = createMetadataLock(clock, operationMs);
  return {
    async handle(request) {
      const root = /^\/?([$\w]+)/.exec(request.path)?.[1] ?? "";
      const message = request.method === "POST" ? messages[root] : undefined;
      if (message !== undefined) {
        if (/^Publish/.test(root)) demand?.(request.userId, "prvPublishCustomization");
        return lock(() => message(context, request));
      }
      if (root === "$metadata") return { status: 501, headers: xml, body: emptyModel };
      const steps = () => readMetadataPath(request.path, request.query);
      if (request.method === "GET" && functions.has(root)) return ok(callFunction(context, request, steps()));
      if (!collections.has(root)) return undefined;
      if (request.method === "GET") return ok(readMetadata(context, request, steps()));
      const places = steps();
      demand?.(request.userId, schemaPrivilege(request.method, places.at(-1)?.name ?? ""));
      return lock(() => change(context, request, places));
    },
  };
}

const collections = new Set(["EntityDefinitions", "RelationshipDefinitions", "GlobalOptionSetDefinitions"]);
const functions = new Set(["RetrieveDependenciesForDelete", "RetrieveProvisionedLanguages"]);
const xml = { "content-type": "application/xml" };
const emptyModel =
  '<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" />';

const ok = (body: unknown): WebApiReply => ({ status: 200, headers: {}, body });

function change(context: MetadataContext, request: WebApiRequest, steps: readonly PathStep[]): WebApiReply {
  const operation = operations[`${request.method} ${steps.map(shapeOf).join("/")}`];
  if (operation === undefined) throw refusal(request, steps);
  const path = operation(context, request, steps);
  const headers: Record<string, string> = path === undefined ? {} : { "odata-entityid": `${request.baseUrl}/${path}` };
  return { status: 204, headers };
}

/** `Attributes(...)` has the shape "Attributes()"; casts of a definition change nothing. */
const shapeOf = ({ name, arguments: { size } }: PathStep) => (size > 0 ? `${name}()` : name);

function refusal({ method }: WebApiRequest, steps: readonly PathStep[]): DataverseError {
  if (!["POST", "PUT", "PATCH", "DELETE"].includes(method)) return resourceNotFound(steps[0]?.name ?? "");
  return new DataverseError(405, "0x80060888", `The requested resource does not support http method '${method}'.`);
}

/** Does one schema operation; answers the address of what it made. */
type Operation = (context: MetadataContext, request: WebApiRequest, steps: readonly PathStep[]) => string | undefined;

const nowhere: PathStep = { name: "", arguments: new Map() };

/** Runs an operation below a table, which schema operations see at once. */
const within =
  (
    operation: (
      context: MetadataContext,
      request: WebApiRequest,
      place: {
        find: ReturnType<typeof createFinder>;
        table: ReturnType<ReturnType<typeof createFinder>["table"]>;
        part: PathStep;
      },
    ) => string | undefined,
  ): Operation =>
  (context, request, [root = nowhere, part = nowhere]) => {
    const find = createFinder(context, true);
    return operation(context, request, { find, table: find.table(root), part });
  };

const operations: Readonly<Record<string, Operation>> = {
  "POST EntityDefinitions": (context, request) =>
    `EntityDefinitions(${createTable(context, solutionScope(context, request), readBody(request.body)).metadataId})`,
  "PUT EntityDefinitions()": within((context, request, { table }) => {
    solutionScope(context, request);
    updateTable(context, table, readBody(request.body), request.headers["mscrm.mergelabels"]?.toLowerCase() === "true");
    return `EntityDefinitions(${table.metadataId})`;
  }),
  "DELETE EntityDefinitions()": within((context, _request, { table }) => {
    deleteTable(context, table);
    return undefined;
  }),
  "POST EntityDefinitions()/Attributes": within((context, request, { table }) => {
    const column = createColumn(context, solutionScope(context, request), table, readBody(request.body));
    return `EntityDefinitions(${table.metadataId})/Attributes(${column.metadataId})`;
  }),
  "PUT EntityDefinitions()/Attributes()": within((context, request, { find, table, part }) => {
    updateColumn(context, find.column(table, part), readBody(request.body));
    return undefined;
  }),
  "DELETE EntityDefinitions()/Attributes()": within((context, _request, { find, table, part }) => {
    deleteColumn(context, table, find.column(table, part));
    return undefined;
  }),
  "POST EntityDefinitions()/Keys": within((context, request, { table }) => {
    const key = createKey(context, solutionScope(context, request), table, readBody(request.body));
    return `EntityDefinitions(${table.metadataId})/Keys(${key.metadataId})`;
  }),
  "DELETE EntityDefinitions()/Keys()": within((context, _request, { find, table, part }) => {
    deleteKey(context, table, find.key(table, part));
    return undefined;
  }),
  "POST RelationshipDefinitions": (context, request) =>
    `RelationshipDefinitions(${createRelationship(context, solutionScope(context, request), readBody(request.body)).metadataId})`,
  "DELETE RelationshipDefinitions()": (context, _request, [root = nowhere]) => {
    deleteRelationship(context, createFinder(context, true).relationship(root));
    return undefined;
  },
  "POST GlobalOptionSetDefinitions": (context, request) =>
    `GlobalOptionSetDefinitions(${createOptionSet(context, solutionScope(context, request), readBody(request.body)).metadataId})`,
  "DELETE GlobalOptionSetDefinitions()": (context, _request, [root = nowhere]) => {
    deleteOptionSet(context, optionSetAt(context, root));
    return undefined;
  },
};
