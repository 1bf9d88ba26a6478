import { Fault } from "@flit/core/fault";
import { z } from "zod";
import type { HttpReply } from "../http/client.ts";
import { parseReply } from "../http/parse-reply.ts";
import { askTogether } from "./ask-together.ts";
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
      if (shape === null) throw new Fault("missing", tableMissing, `The environment has no table ${table}.`);
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

/** Code of the Fault about a table the environment does not have. */
export const tableMissing = "table-missing";

/** Path of a table's definition. */
export function definitionPath(table: string): string {
  return `EntityDefinitions(LogicalName='${table}')`;
}

/** Two requests: what a table is, then the details its kinds of columns have. */
async function readShape(
  client: DataverseClient,
  name: string,
  moneyScales: () => Promise<MoneyScales>,
): Promise<TableShape | null> {
  const paths = questionsAbout(name);
  const about = await askTogether(client, Object.values(paths));
  const definition = await about.get(paths.definition, entityDefinition);
  if (definition === null) return null;
  const general = await collect(about.list(paths.columns, attribute));
  const keys = await collect(about.list(paths.keys, key));
  const outgoing = await collect(about.list(paths.outgoing, relationship));
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
      isBulkCapable: hasBulkCreate(await about.ask(paths.bulk)),
      columns: await readColumns(client, name, general, moneyScales),
      keys: keys.map((one) => ({
        name: one.LogicalName,
        columns: one.KeyAttributes,
        isActive: one.EntityKeyIndexStatus === "Active",
      })),
    },
  };
}

function questionsAbout(table: string) {
  const path = definitionPath(table);
  return {
    definition: `${path}?$select=LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,IsCustomEntity,IsDocumentManagementEnabled,CanCreateAttributes,DisplayName`,
    columns: `${path}/Attributes?$select=LogicalName,AttributeTypeName,AttributeOf,RequiredLevel,IsValidForCreate,IsValidForUpdate,IsValidForRead,IsCustomAttribute,DisplayName`,
    keys: `${path}/Keys?$select=LogicalName,KeyAttributes,EntityKeyIndexStatus`,
    outgoing: `${path}/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName`,
    // Not every table has CreateMultiple; the documented probe asks for its message filter.
    bulk: `sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='CreateMultiple'&@t='${table}'`.replaceAll(
      " ",
      "%20",
    ),
  };
}

/** Lengths, limits and options stand behind a cast per kind of column: one question for each kind the table has. */
async function readColumns(
  client: DataverseClient,
  table: string,
  general: readonly z.infer<typeof attribute>[],
  moneyScales: () => Promise<MoneyScales>,
): Promise<TableShape["table"]["columns"]> {
  const real = general.filter((one) => (one.AttributeOf ?? null) === null);
  const casts = new Map<string, string>();
  for (const one of real) {
    const kind = columnKinds[one.AttributeTypeName?.Value ?? ""];
    if (kind !== undefined && kind.cast !== null) casts.set(kind.cast, kind.select);
  }
  const paths = [...casts].map(([cast, wanted]) => {
    const expand = hasOptions(cast) ? "&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)" : "";
    return `${definitionPath(table)}/Attributes/Microsoft.Dynamics.CRM.${cast}?$select=${wanted}${expand}`;
  });
  const kinds = await askTogether(client, paths);
  const details = new Map<string, z.infer<typeof attributeDetails>>();
  for (const path of paths)
    for await (const one of kinds.list(path, attributeDetails)) details.set(one.LogicalName, one);
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

/** Who may not ask goes the way every table supports. */
function hasBulkCreate(reply: HttpReply): boolean {
  if (reply.status === 403 || reply.status === 404) return false;
  if (reply.status !== 200) throw faultOf(reply);
  return parseReply(z.object({ value: z.array(z.unknown()) }), reply.json).value.length > 0;
}

async function readSetName(client: DataverseClient, table: string): Promise<string> {
  const shape = z.object({ EntitySetName: z.string() });
  const definition = await client.get(`${definitionPath(table)}?$select=EntitySetName`, shape);
  if (definition === null) throw new Fault("missing", tableMissing, `The environment has no table ${table}.`);
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
