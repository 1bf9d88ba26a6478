import type { ColumnType, DestinationColumn, DestinationTable } from "@flit/core/destination";
import { z } from "zod";

const label = z.object({ UserLocalizedLabel: z.object({ Label: z.string() }).nullish() }).nullish();

/** Shapes of the metadata answers we read; everything else in them is ignored. */
export const entityDefinition = z.object({
  LogicalName: z.string(),
  EntitySetName: z.string(),
  PrimaryIdAttribute: z.string(),
  PrimaryNameAttribute: z.string().nullish(),
  IsCustomEntity: z.boolean().nullish(),
  IsDocumentManagementEnabled: z.boolean().nullish(),
  CanCreateAttributes: z.object({ Value: z.boolean() }).nullish(),
  DisplayName: label,
});

export const attribute = z.object({
  LogicalName: z.string(),
  AttributeTypeName: z.object({ Value: z.string() }).nullish(),
  AttributeOf: z.string().nullish(),
  RequiredLevel: z.object({ Value: z.string() }).nullish(),
  IsValidForCreate: z.boolean().nullish(),
  IsValidForUpdate: z.boolean().nullish(),
  IsValidForRead: z.boolean().nullish(),
  IsCustomAttribute: z.boolean().nullish(),
  DisplayName: label,
});

const options = z.object({ Options: z.array(z.object({ Value: z.number(), Label: label })) }).nullish();

export const attributeDetails = z.object({
  LogicalName: z.string(),
  MaxLength: z.number().nullish(),
  Precision: z.number().nullish(),
  PrecisionSource: z.number().nullish(),
  MinValue: z.number().nullish(),
  MaxValue: z.number().nullish(),
  DateTimeBehavior: z.object({ Value: z.string() }).nullish(),
  Targets: z.array(z.string()).nullish(),
  DefaultFormValue: z.number().nullish(),
  OptionSet: options,
  GlobalOptionSet: options,
});

export const relationship = z.object({
  SchemaName: z.string().nullish(),
  ReferencedEntity: z.string(),
  ReferencedAttribute: z.string().nullish(),
  ReferencingEntity: z.string().nullish(),
  ReferencingAttribute: z.string(),
  ReferencingEntityNavigationPropertyName: z.string().nullish(),
  CascadeConfiguration: z.object({ Delete: z.string().nullish() }).nullish(),
});

export const key = z.object({
  LogicalName: z.string(),
  KeyAttributes: z.array(z.string()),
  EntityKeyIndexStatus: z.string().nullish(),
});

export type Relationship = z.infer<typeof relationship>;

/** A table with what only the Web API needs to address it. */
export interface TableShape {
  readonly table: DestinationTable;
  readonly setName: string;
  /** Navigation property by column and target table; names are case-sensitive. */
  readonly navigation: { readonly [column: string]: { readonly [target: string]: string } };
}

/** The rest of a shape, by table, as `describe` hands it to other processes. */
export const tableAddresses = z.record(
  z.string(),
  z.object({ setName: z.string(), navigation: z.record(z.string(), z.record(z.string(), z.string())) }),
);

/** What describes a kind of column, and where its details are read. `cast` null: nothing more to know. */
export const columnKinds: {
  readonly [typeName: string]: { readonly type: ColumnType; readonly cast: string | null; readonly select: string };
} = {
  StringType: { type: "text", cast: "StringAttributeMetadata", select: "LogicalName,MaxLength" },
  MemoType: { type: "memo", cast: "MemoAttributeMetadata", select: "LogicalName,MaxLength" },
  IntegerType: { type: "integer", cast: "IntegerAttributeMetadata", select: "LogicalName,MinValue,MaxValue" },
  DecimalType: { type: "decimal", cast: "DecimalAttributeMetadata", select: "LogicalName,Precision,MinValue,MaxValue" },
  DoubleType: { type: "decimal", cast: "DoubleAttributeMetadata", select: "LogicalName,Precision,MinValue,MaxValue" },
  MoneyType: {
    type: "money",
    cast: "MoneyAttributeMetadata",
    select: "LogicalName,Precision,PrecisionSource,MinValue,MaxValue",
  },
  BooleanType: { type: "boolean", cast: null, select: "" },
  DateTimeType: { type: "instant", cast: "DateTimeAttributeMetadata", select: "LogicalName,DateTimeBehavior" },
  PicklistType: { type: "choice", cast: "PicklistAttributeMetadata", select: "LogicalName,DefaultFormValue" },
  StateType: { type: "state", cast: "StateAttributeMetadata", select: "LogicalName" },
  StatusType: { type: "status", cast: "StatusAttributeMetadata", select: "LogicalName" },
  LookupType: { type: "lookup", cast: "LookupAttributeMetadata", select: "LogicalName,Targets" },
  CustomerType: { type: "lookup", cast: "LookupAttributeMetadata", select: "LogicalName,Targets" },
  OwnerType: { type: "lookup", cast: "LookupAttributeMetadata", select: "LogicalName,Targets" },
  UniqueidentifierType: { type: "id", cast: null, select: "" },
};

/** Whether a column's options are read with it. */
export function hasOptions(cast: string): boolean {
  return ["PicklistAttributeMetadata", "StateAttributeMetadata", "StatusAttributeMetadata"].includes(cast);
}

/** Digits after the point where a money column takes them from elsewhere, by `PrecisionSource`: 1 pricing, 2 currency. */
export type MoneyScales = { readonly [source: number]: number };

/** One column from its general and its detailed description. */
export function toColumn(
  general: z.infer<typeof attribute>,
  details: z.infer<typeof attributeDetails> | undefined,
  moneyScales: MoneyScales,
): DestinationColumn {
  const kind = columnKinds[general.AttributeTypeName?.Value ?? ""]?.type ?? "other";
  const options = details?.OptionSet?.Options ?? details?.GlobalOptionSet?.Options ?? [];
  // −1 stands for none.
  const defaultOption = kind === "choice" ? (details?.DefaultFormValue ?? -1) : -1;
  const displayName = general.DisplayName?.UserLocalizedLabel?.Label;
  const labels = options.flatMap(({ Value, Label }) =>
    Label?.UserLocalizedLabel ? [[String(Value), Label.UserLocalizedLabel.Label] as const] : [],
  );
  return {
    name: general.LogicalName,
    ...(displayName !== undefined && { displayName }),
    type: kind === "instant" && details?.DateTimeBehavior?.Value === "DateOnly" ? "date" : kind,
    maxLength: details?.MaxLength ?? null,
    scale: moneyScales[details?.PrecisionSource ?? 0] ?? details?.Precision ?? null,
    min: details?.MinValue ?? null,
    max: details?.MaxValue ?? null,
    options: options.map((option) => option.Value),
    ...(options.some((option) => option.Value === defaultOption) && { defaultOption }),
    ...(labels.length > 0 && { optionLabels: Object.fromEntries(labels) }),
    targets: details?.Targets ?? [],
    // Forms alone enforce the other levels; the Web API accepts null there.
    isRequired: general.RequiredLevel?.Value === "SystemRequired",
    isCreatable: general.IsValidForCreate ?? false,
    isUpdatable: general.IsValidForUpdate ?? false,
    isCustom: general.IsCustomAttribute ?? false,
  };
}

/** Navigation properties by column and target, from the table's many-to-one relationships. */
export function toNavigation(relationships: readonly Relationship[]): TableShape["navigation"] {
  const navigation: { [column: string]: { [target: string]: string } } = {};
  for (const {
    ReferencingAttribute,
    ReferencedEntity,
    ReferencingEntityNavigationPropertyName: name,
  } of relationships) {
    if (name === null || name === undefined) continue;
    const targets = navigation[ReferencingAttribute] ?? {};
    targets[ReferencedEntity] = name;
    navigation[ReferencingAttribute] = targets;
  }
  return navigation;
}
