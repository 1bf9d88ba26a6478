import type { ColumnSpec, LookupSpec, TableSpec } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";

const crm = (name: string) => `Microsoft.Dynamics.CRM.${name}`;

/** A text in one language, as every definition wants it. */
export function label(text: string, languageCode: number) {
  return {
    "@odata.type": crm("Label"),
    LocalizedLabels: [{ "@odata.type": crm("LocalizedLabel"), Label: text, LanguageCode: languageCode }],
  };
}

const optional = { Value: "None", CanBeChanged: true, ManagedPropertyLogicalName: "canmodifyrequirementlevelsettings" };

/** Body that creates a table. Notes stay possible: they cannot be switched on later. */
export function tableDefinition(table: Omit<TableSpec, "columns" | "lookups" | "keys">, languageCode: number) {
  return {
    "@odata.type": crm("EntityMetadata"),
    SchemaName: table.schemaName,
    DisplayName: label(table.displayName, languageCode),
    DisplayCollectionName: label(table.displayCollectionName, languageCode),
    Description: label("Made by the migration from Cliniko.", languageCode),
    OwnershipType: table.ownership === "user" ? "UserOwned" : "OrganizationOwned",
    HasActivities: true,
    HasNotes: true,
    IsActivity: false,
    Attributes: [{ ...columnDefinition(table.primary, languageCode), IsPrimaryName: true }],
  };
}

/** Body that creates a column. */
export function columnDefinition(column: ColumnSpec, languageCode: number): Record<string, unknown> {
  const base = {
    SchemaName: column.schemaName,
    DisplayName: label(column.displayName, languageCode),
    RequiredLevel: optional,
  };
  const typed = (name: string, more: object) => ({
    "@odata.type": crm(`${name}AttributeMetadata`),
    AttributeType: name,
    AttributeTypeName: { Value: `${name}Type` },
    ...base,
    ...more,
  });
  switch (column.type) {
    case "text":
      return typed("String", {
        MaxLength: column.maxLength ?? 100,
        FormatName: { Value: textFormats[column.format ?? "text"] },
      });
    case "memo":
      return typed("Memo", { MaxLength: column.maxLength ?? 2_000, Format: "TextArea" });
    case "integer":
      return typed("Integer", {
        MinValue: column.min ?? -2_147_483_648,
        MaxValue: column.max ?? 2_147_483_647,
        Format: "None",
      });
    case "decimal":
      return typed("Decimal", {
        MinValue: column.min ?? -100_000_000_000,
        MaxValue: column.max ?? 100_000_000_000,
        Precision: column.scale ?? 2,
      });
    case "money":
      return typed("Money", {
        MinValue: column.min ?? -1e11,
        MaxValue: column.max ?? 1e11,
        Precision: column.scale ?? 2,
        PrecisionSource: 0,
      });
    case "boolean":
      return typed("Boolean", {
        DefaultValue: false,
        OptionSet: {
          "@odata.type": crm("BooleanOptionSetMetadata"),
          OptionSetType: "Boolean",
          TrueOption: { Value: 1, Label: label("Yes", languageCode) },
          FalseOption: { Value: 0, Label: label("No", languageCode) },
        },
      });
    case "date":
      return typed("DateTime", { Format: "DateOnly", DateTimeBehavior: { Value: "DateOnly" } });
    case "instant":
      return typed("DateTime", { Format: "DateAndTime", DateTimeBehavior: { Value: "UserLocal" } });
    case "choice":
      return typed("Picklist", {
        OptionSet: {
          "@odata.type": crm("OptionSetMetadata"),
          IsGlobal: false,
          OptionSetType: "Picklist",
          Options: (column.options ?? []).map((option) => ({
            Value: option.value,
            Label: label(option.label, languageCode),
          })),
        },
      });
    default:
      return unreachable(column.type);
  }
}

const textFormats = { text: "Text", email: "Email", url: "Url", phone: "Phone" } as const;

/** Body that creates a lookup, which is a relationship; deleting the row it points to only empties it. */
export function lookupDefinition(table: string, lookup: LookupSpec, referencedId: string, languageCode: number) {
  return {
    "@odata.type": crm("OneToManyRelationshipMetadata"),
    SchemaName: lookup.relationship,
    ReferencedEntity: lookup.target,
    ReferencedAttribute: referencedId,
    ReferencingEntity: table,
    CascadeConfiguration: {
      Assign: "NoCascade",
      Delete: "RemoveLink",
      Merge: "NoCascade",
      Reparent: "NoCascade",
      Share: "NoCascade",
      Unshare: "NoCascade",
    },
    AssociatedMenuConfiguration: { Behavior: "DoNotDisplay", Group: "Details", Order: 10_000 },
    Lookup: {
      "@odata.type": crm("LookupAttributeMetadata"),
      AttributeType: "Lookup",
      AttributeTypeName: { Value: "LookupType" },
      SchemaName: lookup.schemaName,
      DisplayName: label(lookup.displayName, languageCode),
      RequiredLevel: optional,
    },
  };
}
