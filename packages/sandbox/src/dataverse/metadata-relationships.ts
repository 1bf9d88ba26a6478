import { randomUUID } from "node:crypto";
import { type Body, isBody, readBody, readText, readTypeName } from "./metadata-body.ts";
import { invalid, readCommon } from "./metadata-column-definition.ts";
import { checkCustomisable, checkNewColumn, deleteColumn } from "./metadata-columns.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { checkUnused } from "./metadata-dependencies.ts";
import { checkPropagated } from "./metadata-find.ts";
import type { SolutionScope } from "./metadata-solution.ts";
import type { Relationship, Table } from "./model.ts";
import { badRequest } from "./rows-errors.ts";

/** Creates a one-to-many relationship together with its lookup column. */
export function createRelationship(context: MetadataContext, scope: SolutionScope, body: Body): Relationship {
  const { metadata, clock } = context;
  if (readTypeName(body) !== "OneToManyRelationshipMetadata") {
    throw badRequest("0x8004700f", "The specified relationship type is not valid for this operation");
  }
  const schemaName = scope.checkName(readText(body, "SchemaName"), "relationship");
  if (metadata.relationships.values().some((one) => one.schemaName.toLowerCase() === schemaName.toLowerCase())) {
    throw badRequest(
      "0x8004432b",
      "A relationship with the specified name already exists. Please specify a unique name.",
    );
  }
  const referenced = tableNamed(context, body, "ReferencedEntity");
  const referencing = tableNamed(context, body, "ReferencingEntity");
  if (!referenced.canCreateAttributes) {
    throw badRequest("0x80044332", "This entity cannot participate in an entity association");
  }
  checkCustomisable(referencing);
  if ((readText(body, "ReferencedAttribute") ?? referenced.primaryId) !== referenced.primaryId) {
    throw badRequest("0x80047003", "The specified relationship cannot be created");
  }
  const lookup = readBody(body.Lookup);
  const columnName = scope.checkName(readText(lookup, "SchemaName"), "column");
  checkNewColumn(referencing, columnName);
  const relationship: Relationship = {
    metadataId: randomUUID(),
    schemaName,
    referencingTable: referencing.logicalName,
    referencingColumn: columnName.toLowerCase(),
    referencedTable: referenced.logicalName,
    referencedColumn: referenced.primaryId,
    // Custom lookups keep the casing of their schema name; standard ones are lower case.
    navigationProperty: readText(body, "ReferencingEntityNavigationPropertyName") ?? columnName,
    collectionNavigationProperty: readText(body, "ReferencedEntityNavigationPropertyName") ?? schemaName,
    cascadeDelete: readDeleteBehaviour(body),
    isCustom: true,
    createdAtMs: clock.now(),
  };
  const column = {
    ...readCommon(context, lookup),
    schemaName: columnName,
    logicalName: columnName.toLowerCase(),
    type: "Lookup" as const,
    targets: [referenced.logicalName],
  };
  if (column.required === "SystemRequired") throw invalid("SystemRequired cannot be set for custom attributes");
  metadata.addColumn(referencing.logicalName, column);
  metadata.addRelationship(relationship);
  scope.note("column", column.metadataId);
  scope.note("relationship", relationship.metadataId);
  return relationship;
}

/** Removes a custom relationship; its lookup column goes too. */
export function deleteRelationship(context: MetadataContext, relationship: Relationship): void {
  if (!relationship.isCustom) {
    throw badRequest("0x8004700a", "The specified relationship is not a custom relationship");
  }
  checkUnused(context, { kind: "relationship", metadataId: relationship.metadataId, name: relationship.schemaName });
  const table = context.metadata.tables.get(relationship.referencingTable);
  const column = table?.columns.get(relationship.referencingColumn);
  if (table !== undefined && column !== undefined) deleteColumn(context, table, column);
}

function tableNamed(context: MetadataContext, body: Body, property: string): Table {
  const table = context.metadata.tables.get(readText(body, property) ?? "");
  if (table === undefined) throw badRequest("0x80041102", `The specified entity of '${property}' was not found.`);
  checkPropagated(context, table);
  return table;
}

function readDeleteBehaviour(body: Body): Relationship["cascadeDelete"] {
  const cascade = body.CascadeConfiguration;
  const value = isBody(cascade) ? (readText(cascade, "Delete") ?? "RemoveLink") : "RemoveLink";
  switch (value) {
    case "NoCascade":
    case "Cascade":
    case "RemoveLink":
    case "Restrict":
      return value;
    default:
      throw invalid(`'${value}' is not a delete behavior`);
  }
}
