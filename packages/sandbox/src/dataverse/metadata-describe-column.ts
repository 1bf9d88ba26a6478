import type { Body } from "./metadata-body.ts";
import { typeNames } from "./metadata-column-types.ts";
import { managed } from "./metadata-describe.ts";
import { toLabel } from "./metadata-label.ts";
import type { GlobalOptionSet, MetadataStore } from "./metadata-store.ts";
import type { ChoiceOption, Column, Table } from "./model.ts";

/** What every AttributeMetadata has, whatever its type. */
export function describeColumn({ languageCode }: MetadataStore, table: Table, column: Column): Body {
  const { attributeType, typeName } = typeNames(column);
  return {
    MetadataId: column.metadataId,
    HasChanged: null,
    LogicalName: column.logicalName,
    SchemaName: column.schemaName,
    EntityLogicalName: table.logicalName,
    AttributeOf: column.attributeOf ?? null,
    AttributeType: attributeType,
    AttributeTypeName: { Value: typeName },
    DisplayName: toLabel(column.displayName, languageCode),
    Description: toLabel(column.description, languageCode),
    RequiredLevel: managed("canmodifyrequirementlevelsettings", column.required, column.required !== "SystemRequired"),
    IsCustomAttribute: column.isCustom,
    IsManaged: !column.isCustom,
    IsCustomizable: managed("iscustomizable", true, column.isCustom),
    IsPrimaryId: column.isPrimaryId,
    IsPrimaryName: column.isPrimaryName,
    IsValidForCreate: column.validForCreate,
    IsValidForUpdate: column.validForUpdate,
    IsValidForRead: column.validForRead,
    IsValidODataAttribute: true,
    IsLogical: false,
    IsSecured: false,
    SourceType: 0,
    CreatedOn: new Date(column.createdAtMs).toISOString(),
  };
}

/** What only this column's own type has, without its option sets: those are expanded. */
export function describeColumnType(column: Column): Body {
  const { type, maxLength, min, max, precision, format, targets } = column;
  const range = { MinValue: min ?? null, MaxValue: max ?? null };
  switch (type) {
    case "String":
      return { MaxLength: maxLength, Format: format ?? "Text", FormatName: { Value: format ?? "Text" } };
    case "Memo":
      return { MaxLength: maxLength, Format: format ?? "TextArea", FormatName: { Value: format ?? "TextArea" } };
    case "Integer":
      return { ...range, Format: format ?? "None" };
    case "BigInt":
      return range;
    case "Decimal":
    case "Double":
      return { ...range, Precision: precision ?? 2 };
    case "Money":
      return {
        ...range,
        Precision: precision ?? 2,
        PrecisionSource: column.raw?.PrecisionSource ?? 2,
        CalculationOf: column.attributeOf ?? null,
        IsBaseCurrency: column.attributeOf !== undefined,
      };
    case "DateTime":
      return { Format: format, DateTimeBehavior: { Value: column.dateTimeBehavior ?? "UserLocal" } };
    case "Boolean":
      return { DefaultValue: column.raw?.DefaultValue ?? false };
    case "Picklist":
    case "MultiSelectPicklist":
    case "State":
    case "Status":
      return { DefaultFormValue: column.raw?.DefaultFormValue ?? -1 };
    case "Lookup":
    case "Customer":
    case "Owner":
    case "PartyList":
      return { Targets: targets ?? [] };
    case "File":
      return { MaxSizeInKB: max };
    default:
      return {};
  }
}

/** The column's own option set as `$expand=OptionSet` answers it; null where the choice is global. */
export function describeOptionSet(store: MetadataStore, table: Table, column: Column): Body | null {
  const { type, options = [] } = column;
  if (column.globalOptionSet !== undefined || column.options === undefined) return null;
  const common = { MetadataId: column.metadataId, Name: `${table.logicalName}_${column.logicalName}`, IsGlobal: false };
  if (type === "Boolean") {
    const [isTrue, isFalse] = [1, 0].map((wanted) => options.find(({ value }) => value === wanted));
    const describe = (option: ChoiceOption | undefined) => (option ? describeOption(store, option) : null);
    return { ...common, OptionSetType: "Boolean", TrueOption: describe(isTrue), FalseOption: describe(isFalse) };
  }
  const optionSetType = type === "State" || type === "Status" ? type : "Picklist";
  return { ...common, OptionSetType: optionSetType, Options: options.map((option) => describeOption(store, option)) };
}

/** OptionSetMetadata of a choice shared by columns. */
export function describeGlobalOptionSet(store: MetadataStore, optionSet: GlobalOptionSet): Body {
  return {
    "@odata.type": "#Microsoft.Dynamics.CRM.OptionSetMetadata",
    MetadataId: optionSet.metadataId,
    HasChanged: null,
    Name: optionSet.name,
    DisplayName: toLabel(optionSet.displayName, store.languageCode),
    Description: toLabel(optionSet.description, store.languageCode),
    IsGlobal: true,
    IsCustomOptionSet: true,
    IsManaged: false,
    OptionSetType: "Picklist",
    Options: optionSet.options.map((option) => describeOption(store, option)),
  };
}

const describeOption = ({ languageCode }: MetadataStore, { value, label, state }: ChoiceOption): Body => ({
  Value: value,
  Label: toLabel(label, languageCode),
  Description: toLabel("", languageCode),
  ...(state !== undefined && { State: state }),
});
