import type { Body } from "./metadata-body.ts";
import { toLabel } from "./metadata-label.ts";
import type { MetadataStore } from "./metadata-store.ts";
import type { AlternateKey, Relationship, Table } from "./model.ts";
import { tablePrivileges } from "./privileges.ts";

/** EntityMetadata as the service answers it. */
export function describeTable({ languageCode }: MetadataStore, table: Table): Body {
  return {
    MetadataId: table.metadataId,
    HasChanged: null,
    LogicalName: table.logicalName,
    SchemaName: table.schemaName,
    EntitySetName: table.entitySetName,
    LogicalCollectionName: table.entitySetName,
    CollectionSchemaName: table.schemaName + table.entitySetName.slice(table.logicalName.length),
    ObjectTypeCode: table.objectTypeCode,
    DisplayName: toLabel(table.displayName, languageCode),
    DisplayCollectionName: toLabel(table.displayCollectionName, languageCode),
    Description: toLabel(table.description, languageCode),
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName,
    OwnershipType: table.ownership,
    TableType: "Standard",
    IsActivity: table.isActivity,
    IsCustomEntity: table.isCustom,
    IsManaged: !table.isCustom,
    IsIntersect: table.logicalName === "systemuserroles",
    IsPrivate: false,
    HasNotes: table.hasNotes,
    HasActivities: table.hasActivities,
    ChangeTrackingEnabled: table.changeTracking,
    IsOptimisticConcurrencyEnabled: table.optimisticConcurrency,
    IsDocumentManagementEnabled: table.isDocumentManagementEnabled,
    CanCreateAttributes: managed("cancreateattributes", table.canCreateAttributes, false),
    CanBePrimaryEntityInRelationship: managed("canbeprimaryentityinrelationship", table.canCreateAttributes, false),
    CanBeRelatedEntityInRelationship: managed("canberelatedentityinrelationship", table.canCreateAttributes, false),
    IsCustomizable: managed("iscustomizable", true, table.isCustom),
    IsAuditEnabled: managed("canmodifyauditsettings", false),
    IsDuplicateDetectionEnabled: managed("canmodifyduplicatedetectionsettings", false),
    Privileges: tablePrivileges(table),
    CreatedOn: new Date(table.createdAtMs).toISOString(),
  };
}

/** EntityKeyMetadata. */
export function describeKey({ languageCode }: MetadataStore, table: Table, key: AlternateKey): Body {
  return {
    MetadataId: key.metadataId,
    HasChanged: null,
    LogicalName: key.logicalName,
    SchemaName: key.schemaName,
    EntityLogicalName: table.logicalName,
    DisplayName: toLabel(key.schemaName, languageCode),
    KeyAttributes: key.columns,
    EntityKeyIndexStatus: key.status,
    IsCustomizable: managed("iscustomizable", true),
    IsManaged: false,
    IsSynchronous: false,
    IsSecondaryKey: false,
  };
}

/** OneToManyRelationshipMetadata. The pair of relationships behind an owner answers as one, to `owner`. */
export function describeRelationship({ tables }: MetadataStore, relationship: Relationship): Body {
  const column = tables.get(relationship.referencingTable)?.columns.get(relationship.referencingColumn);
  const isOwner = column?.type === "Owner";
  return {
    MetadataId: relationship.metadataId,
    HasChanged: null,
    SchemaName: relationship.schemaName,
    RelationshipType: "OneToManyRelationship",
    IsCustomRelationship: relationship.isCustom,
    IsManaged: !relationship.isCustom,
    IsCustomizable: managed("iscustomizable", relationship.isCustom),
    ReferencedEntity: isOwner ? "owner" : relationship.referencedTable,
    ReferencedAttribute: isOwner ? "ownerid" : relationship.referencedColumn,
    ReferencingEntity: relationship.referencingTable,
    ReferencingAttribute: relationship.referencingColumn,
    ReferencingEntityNavigationPropertyName: relationship.navigationProperty,
    ReferencedEntityNavigationPropertyName: relationship.collectionNavigationProperty,
    CascadeConfiguration: { ...noCascade, Delete: relationship.cascadeDelete },
    IsHierarchical: false,
    RelationshipBehavior: "0",
  };
}

/** Relationships as listed: the second one of an owner is the first one's other half. */
export function listed({ tables }: MetadataStore, relationships: readonly Relationship[]): Relationship[] {
  return relationships.filter(
    ({ referencingTable, referencingColumn, referencedTable }) =>
      tables.get(referencingTable)?.columns.get(referencingColumn)?.type !== "Owner" || referencedTable !== "team",
  );
}

/** A property whose changes can be forbidden. */
export const managed = (name: string, value: unknown, canBeChanged = true) => ({
  Value: value,
  CanBeChanged: canBeChanged,
  ManagedPropertyLogicalName: name,
});

const noCascade = Object.fromEntries(
  ["Archive", "Assign", "Delete", "Merge", "Reparent", "Share", "Unshare", "RollupView"].map((name) => [
    name,
    "NoCascade",
  ]),
);
