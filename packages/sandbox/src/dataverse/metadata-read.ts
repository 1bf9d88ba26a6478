import type { Body } from "./metadata-body.ts";
import { optionSetNamed } from "./metadata-choices.ts";
import { typeNames } from "./metadata-column-types.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { describeKey, describeRelationship, describeTable, listed } from "./metadata-describe.ts";
import {
  describeColumn,
  describeColumnType,
  describeGlobalOptionSet,
  describeOptionSet,
} from "./metadata-describe-column.ts";
import { createFinder } from "./metadata-find.ts";
import type { PathStep } from "./metadata-path.ts";
import { compileMetadataFilter, noSuchProperty, selectProperties } from "./metadata-query.ts";
import { type Column, DataverseError, type Table, type WebApiRequest } from "./model.ts";
import { readExpand } from "./odata-options.ts";
import { queryError, resourceNotFound } from "./rows-errors.ts";

/** Query options of the request, or of one `$expand` inside it. */
type Options = Pick<ReadonlyMap<string, string>, "get">;

/** Items of one OData type, before the query options; `expand` adds what the item carries only on request. */
interface Items {
  readonly type: string;
  readonly isOne: boolean;
  readonly items: readonly Item[];
}

interface Item {
  readonly body: Body;
  /** Names `$select` and `$filter` may use, when fewer than the body has. */
  readonly selectable?: Body;
  readonly expand?: Readonly<Record<string, (options: Options) => unknown>>;
}

/** Answers a GET on EntityDefinitions, RelationshipDefinitions or GlobalOptionSetDefinitions. */
export function readMetadata(context: MetadataContext, request: WebApiRequest, steps: readonly PathStep[]): Body {
  const found = createReader(context, request.headers.consistency?.toLowerCase() === "strong").at(steps);
  const options: Options = { get: (name) => request.query.get(name) ?? undefined };
  const value = answer(found, options);
  const path = steps.map(({ name }) => name).join("/");
  const address = `${request.baseUrl}/$metadata#${path}${found.isOne ? "/$entity" : ""}`;
  return found.isOne ? { "@odata.context": address, ...value[0] } : { "@odata.context": address, value };
}

function answer({ type, items }: Items, options: Options): Body[] {
  const filter = options.get("$filter");
  const matches = filter === undefined ? () => true : compileMetadataFilter(filter, type);
  const select = options.get("$select");
  const expands = readExpand(options.get("$expand") ?? "");
  return items
    .filter(({ body, selectable = body }) => matches(selectable))
    .map(({ body, selectable, expand = {} }) => {
      const selected =
        select === undefined ? body : { ...typeOf(body), ...selectProperties(selectable ?? body, select, type) };
      const expanded = expands.map(({ name, inner }) => {
        const open = expand[name];
        if (open === undefined) throw noSuchProperty(name, type);
        return [name, open(inner)] as const;
      });
      return { ...selected, ...Object.fromEntries(expanded) };
    });
}

const typeOf = (body: Body): Body => ("@odata.type" in body ? { "@odata.type": body["@odata.type"] } : {});

function createReader(context: MetadataContext, isStrong: boolean) {
  const { metadata } = context;
  const find = createFinder(context, isStrong);
  const visible = <Part extends { createdAtMs: number }>(parts: Iterable<Part>) =>
    [...parts].filter((part) => isStrong || metadata.isVisible(part.createdAtMs));

  const tableItem = (table: Table): Item => ({
    body: describeTable(metadata, table),
    expand: {
      Attributes: (options) => answer(attributes(table), options),
      Keys: (options) => answer(keys(table), options),
      ManyToOneRelationships: (options) => answer(lookups(table), options),
      OneToManyRelationships: (options) => answer(collections(table), options),
    },
  });

  /** Without a cast the type's own properties are shown but cannot be selected. */
  const columnItem = (table: Table, column: Column, isCast: boolean): Item => {
    const common = describeColumn(metadata, table, column);
    const type = `#Microsoft.Dynamics.CRM.${typeNames(column).odataType}`;
    const body = { "@odata.type": type, ...common, ...describeColumnType(column) };
    if (!isCast) return { body, selectable: common };
    const optionSet = column.globalOptionSet && optionSetNamed(context, column.globalOptionSet);
    return {
      body,
      expand: {
        OptionSet: () => describeOptionSet(metadata, table, column),
        GlobalOptionSet: () => (optionSet ? describeGlobalOptionSet(metadata, optionSet) : null),
      },
    };
  };

  const attributes = (table: Table, cast?: string): Items => ({
    type: cast ?? "AttributeMetadata",
    isOne: false,
    items: visible(table.columns.values())
      .filter((column) => cast === undefined || typeNames(column).odataType === cast)
      .map((column) => columnItem(table, column, cast !== undefined)),
  });

  const oneAttribute = (table: Table, step: PathStep, cast?: string): Items => {
    const column = find.column(table, step);
    if (cast !== undefined && typeNames(column).odataType !== cast) throw resourceNotFound(cast);
    return { type: cast ?? "AttributeMetadata", isOne: true, items: [columnItem(table, column, cast !== undefined)] };
  };

  const keys = (table: Table, step?: PathStep): Items => ({
    type: "EntityKeyMetadata",
    isOne: step !== undefined,
    items: (step ? [find.key(table, step)] : visible(table.keys.values())).map((key) => ({
      body: describeKey(metadata, table, key),
    })),
  });

  const relationships = (found: ReturnType<typeof metadata.lookupsOf>, isOne = false): Items => ({
    type: "OneToManyRelationshipMetadata",
    isOne,
    items: (isOne ? found : listed(metadata, visible(found))).map((one) => ({
      body: describeRelationship(metadata, one),
    })),
  });
  const lookups = (table: Table) => relationships(metadata.lookupsOf(table.logicalName));
  const collections = (table: Table) => relationships(metadata.referencesTo(table.logicalName));

  const below = (table: Table, part: PathStep, cast: string | undefined): Items => {
    const isOne = part.arguments.size > 0;
    switch (part.name) {
      case "Attributes":
        return isOne ? oneAttribute(table, part, cast) : attributes(table, cast);
      case "Keys":
        return keys(table, isOne ? part : undefined);
      case "ManyToOneRelationships":
        return lookups(table);
      case "OneToManyRelationships":
        return collections(table);
      default:
        throw resourceNotFound(part.name);
    }
  };

  const optionSets = (step: PathStep): Items => {
    const item = (optionSet: Parameters<typeof describeGlobalOptionSet>[1]) => ({
      body: describeGlobalOptionSet(metadata, optionSet),
    });
    const all = visible(metadata.optionSets.values());
    if (step.arguments.size === 0) {
      // The service refuses to filter these, so a client must page through all of them.
      return { type: "OptionSetMetadataBase", isOne: false, items: all.map(item) };
    }
    return { type: "OptionSetMetadata", isOne: true, items: [item(optionSetAt(context, step, all))] };
  };

  return {
    at(steps: readonly PathStep[]): Items {
      const [root, part, cast] = steps;
      if (root === undefined) throw resourceNotFound("");
      if (root.name === "GlobalOptionSetDefinitions") return optionSets(root);
      if (root.name === "RelationshipDefinitions") {
        if (root.arguments.size === 0) return relationships([...metadata.relationships.values()]);
        return relationships([find.relationship(root)], true);
      }
      if (root.arguments.size === 0) {
        return { type: "EntityMetadata", isOne: false, items: visible(metadata.tables.values()).map(tableItem) };
      }
      const table = find.table(root);
      if (part !== undefined) return below(table, part, cast && castName(cast));
      return { type: "EntityMetadata", isOne: true, items: [tableItem(table)] };
    },
  };
}

/** A global choice by name or id. */
export function optionSetAt(
  context: MetadataContext,
  step: PathStep,
  among = [...context.metadata.optionSets.values()],
): (typeof among)[number] {
  const name = step.arguments.get("Name")?.toLowerCase();
  const id = step.arguments.get("") ?? step.arguments.get("MetadataId");
  const found = among.find((one) => one.name.toLowerCase() === name || one.metadataId === id);
  if (found === undefined) throw new DataverseError(404, "0x80040217", "Could not find optionset");
  return found;
}

function castName({ name }: PathStep): string {
  const [, type] = /^Microsoft\.Dynamics\.CRM\.(\w+)$/.exec(name) ?? [];
  if (type === undefined) throw queryError(`Resource not found for the segment '${name}'.`);
  return type;
}
