import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { parseReply } from "../http/parse-reply.ts";
import type { DataverseClient } from "./client.ts";
import { faultOf } from "./errors.ts";
import {
  attribute,
  attributeDetails,
  columnKinds,
  entityDefinition,
  hasOptions,
  key,
  type MoneyScales,
  type Relationship,
  relationship,
  type TableShape,
  toColumn,
  toNavigation,
} from "./table-shape.ts";

/** The environment's tables as they are now, remembered until they are forgotten. */
export interface Metadata {
  /** Null when the table does not exist. */
  find(table: string): Promise<TableShape | null>;
  /** Throws Fault("missing") when the table does not exist. */
  shape(table: string): Promise<TableShape>;
  /** Name under which a table's rows are addressed. */
  setName(table: string): Promise<string>;
  /** Relationships in which other tables point to this one. */
  incoming(table: string): Promise<readonly Relationship[]>;
  /** A table that was changed, or the whole environment. */
  forget(table?: string): void;
  /** A table as somebody else has just read it. */
  learn(shape: TableShape): void;
}

export function createMetadata(client: DataverseClient): Metadata {
  const shapes = new Map<string, Promise<TableShape | null>>();
  const sets = new Map<string, Promise<string>>();
  const incoming = new Map<string, Promise<readonly Relationship[]>>();

  const scales = new Map<string, Promise<MoneyScales>>();

  const find = (table: string) =>
    remember(shapes, table, () =>
      readShape(client, table, () => remember(scales, "money", () => readMoneyScales(client))),
    );
  return {
    find,
    async shape(table) {
      const shape = await find(table);
      if (shape === null) throw new Fault("missing", "table-missing", `The environment has no table ${table}.`);
      return shape;
    },
    async setName(table) {
      const known = await shapes.get(table);
      return known?.setName ?? remember(sets, table, () => readSetName(client, table));
    },
    incoming: (table) => remember(incoming, table, () => readIncoming(client, table)),
    forget(table) {
      if (table === undefined) {
        shapes.clear();
        sets.clear();
      } else {
        shapes.delete(table);
        sets.delete(table);
      }
      incoming.clear();
    },
    learn(shape) {
      shapes.set(shape.table.name, Promise.resolve(shape));
    },
  };
}

/** One answer shared by all who ask; a failure is not remembered. */
function remember<T>(known: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(name);
  if (found !== undefined) return found;
  const reading = read();
  known.set(name, reading);
  reading.catch(() => known.delete(name));
  return reading;
}

/** Path of a table's definition. */
export function definitionPath(table: string): string {
  return `EntityDefinitions(LogicalName='${table}')`;
}

async function readShape(
  client: DataverseClient,
  name: string,
  moneyScales: () => Promise<MoneyScales>,
): Promise<TableShape | null> {
  const select =
    "LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,IsCustomEntity,IsDocumentManagementEnabled,CanCreateAttributes,DisplayName";
  const definition = await client.get(`${definitionPath(name)}?$select=${select}`, entityDefinition);
  if (definition === null) return null;
  const columns = await readColumns(client, name, moneyScales);
  const keys = await collect(
    client.list(`${definitionPath(name)}/Keys?$select=LogicalName,KeyAttributes,EntityKeyIndexStatus`, key),
  );
  const outgoing = await collect(
    client.list(
      `${definitionPath(name)}/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName`,
      relationship,
    ),
  );
  return {
    setName: definition.EntitySetName,
    navigation: toNavigation(outgoing),
    table: {
      name,
      displayName: definition.DisplayName?.UserLocalizedLabel?.Label ?? name,
      primaryId: definition.PrimaryIdAttribute,
      primaryName: definition.PrimaryNameAttribute ?? "",
      isCustom: definition.IsCustomEntity ?? false,
      isCustomisable: definition.CanCreateAttributes?.Value ?? false,
      hasDocuments: definition.IsDocumentManagementEnabled ?? false,
      isBulkCapable: await hasBulkCreate(client, name),
      columns,
      keys: keys.map((one) => ({
        name: one.LogicalName,
        columns: one.KeyAttributes,
        isActive: one.EntityKeyIndexStatus === "Active",
      })),
    },
  };
}

/** Lengths, limits and options stand behind a cast per kind of column: one request for each kind the table has. */
async function readColumns(
  client: DataverseClient,
  table: string,
  moneyScales: () => Promise<MoneyScales>,
): Promise<TableShape["table"]["columns"]> {
  const path = `${definitionPath(table)}/Attributes`;
  const select =
    "LogicalName,AttributeTypeName,AttributeOf,RequiredLevel,IsValidForCreate,IsValidForUpdate,IsValidForRead,IsCustomAttribute,DisplayName";
  const all = await collect(client.list(`${path}?$select=${select}`, attribute));
  const real = all.filter((one) => (one.AttributeOf ?? null) === null);
  const casts = new Map<string, string>();
  for (const one of real) {
    const kind = columnKinds[one.AttributeTypeName?.Value ?? ""];
    if (kind !== undefined && kind.cast !== null) casts.set(kind.cast, kind.select);
  }
  const details = new Map<string, z.infer<typeof attributeDetails>>();
  for (const [cast, wanted] of casts) {
    const expand = hasOptions(cast) ? "&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)" : "";
    const query = `${path}/Microsoft.Dynamics.CRM.${cast}?$select=${wanted}${expand}`;
    for await (const one of client.list(query, attributeDetails)) details.set(one.LogicalName, one);
  }
  const scales = casts.has("MoneyAttributeMetadata") ? await moneyScales() : {};
  return Object.fromEntries(real.map((one) => [one.LogicalName, toColumn(one, details.get(one.LogicalName), scales)]));
}

/** How many digits money has where its column leaves it to pricing or to the currency; rows are in the base currency. */
async function readMoneyScales(client: DataverseClient): Promise<MoneyScales> {
  const [own] = await collect(
    client.list(
      "organizations?$select=pricingdecimalprecision,_basecurrencyid_value",
      z.object({ pricingdecimalprecision: z.number().nullish(), _basecurrencyid_value: z.string().nullish() }),
    ),
  );
  const currency = own?._basecurrencyid_value
    ? await client.get(
        `transactioncurrencies(${own._basecurrencyid_value})?$select=currencyprecision`,
        z.object({ currencyprecision: z.number().nullish() }),
      )
    : null;
  const scales: { [source: number]: number } = {};
  if (typeof own?.pricingdecimalprecision === "number") scales[1] = own.pricingdecimalprecision;
  if (typeof currency?.currencyprecision === "number") scales[2] = currency.currencyprecision;
  return scales;
}

/** Not every table has CreateMultiple; the documented probe asks for its message filter. */
async function hasBulkCreate(client: DataverseClient, table: string): Promise<boolean> {
  const query = `sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='CreateMultiple'&@t='${table}'`;
  const reply = await client.send({ method: "GET", path: query.replaceAll(" ", "%20") });
  // Who may not ask goes the way every table supports.
  if (reply.status === 403 || reply.status === 404) return false;
  if (reply.status !== 200) throw faultOf(reply);
  return parseReply(z.object({ value: z.array(z.unknown()) }), reply.json).value.length > 0;
}

async function readSetName(client: DataverseClient, table: string): Promise<string> {
  const shape = z.object({ EntitySetName: z.string() });
  const definition = await client.get(`${definitionPath(table)}?$select=EntitySetName`, shape);
  if (definition === null) throw new Fault("missing", "table-missing", `The environment has no table ${table}.`);
  return definition.EntitySetName;
}

function readIncoming(client: DataverseClient, table: string): Promise<readonly Relationship[]> {
  const select = "SchemaName,ReferencedEntity,ReferencingEntity,ReferencingAttribute,CascadeConfiguration";
  return collect(client.list(`${definitionPath(table)}/OneToManyRelationships?$select=${select}`, relationship));
}

/** All items of an asynchronous sequence. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items);
}
