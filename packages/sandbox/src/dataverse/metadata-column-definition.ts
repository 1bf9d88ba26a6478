import { randomUUID } from "node:crypto";
import { type Body, isBody, readBody, readNumber, readText, readTypeName, readWrapped } from "./metadata-body.ts";
import { boundOptionSet, readOptions } from "./metadata-choices.ts";
import { creatableTypes, typeNames } from "./metadata-column-types.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { readLabel } from "./metadata-label.ts";
import type { ChoiceOption, Column, ColumnType } from "./model.ts";
import { badRequest } from "./rows-errors.ts";

/** What a posted definition says beyond its name. */
export type ColumnDefinition = Omit<Column, "logicalName" | "schemaName">;

/** Reads a definition as posted to `Attributes`; whatever the type forbids is refused (0x80040203). */
export function readColumnDefinition(context: MetadataContext, body: Body): ColumnDefinition {
  const type = creatableTypes.get(readTypeName(body) ?? "");
  if (type === undefined) {
    throw invalid(`Attributes of type '${readTypeName(body) ?? ""}' cannot be created through this operation`);
  }
  const { attributeType } = typeNames({ type });
  if ((readText(body, "AttributeType") ?? attributeType) !== attributeType) {
    throw invalid(`AttributeType of a ${type} attribute must be '${attributeType}'`);
  }
  const common = readCommon(context, body);
  if (common.required === "SystemRequired") throw invalid("SystemRequired cannot be set for custom attributes");
  return {
    ...common,
    type,
    validForCreate: type !== "File",
    validForUpdate: type !== "File",
    isPrimaryName: body.IsPrimaryName === true,
    ...readLimits(type, body),
    ...readShape(context, type, body),
  };
}

/** Label, description, requirement: the parts lookups share with other columns. */
export function readCommon({ metadata, clock }: MetadataContext, body: Body) {
  const displayName = readLabel(body, "DisplayName", metadata.languageCode);
  if (displayName === undefined) throw badRequest("0x8004700c", "The specified display name is not valid");
  return {
    metadataId: randomUUID() as string,
    displayName,
    description: readLabel(body, "Description", metadata.languageCode) ?? "",
    required: readRequirement(body),
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    isCustom: true,
    isPrimaryId: false,
    isPrimaryName: false,
    createdAtMs: clock.now(),
    raw: { ...body },
  };
}

export const invalid = (message: string) => badRequest("0x80040203", message);

type Details = Partial<
  Pick<
    Column,
    "maxLength" | "min" | "max" | "precision" | "format" | "dateTimeBehavior" | "options" | "globalOptionSet"
  >
>;

/** Lengths and ranges by type. Ranges left out take the widest, as the platform does. */
export function readLimits(type: ColumnType, body: Body): Pick<Details, "maxLength" | "min" | "max" | "precision"> {
  switch (type) {
    case "String":
      return { maxLength: whole(body, "MaxLength", 1, 4_000) };
    case "Memo":
      return { maxLength: whole(body, "MaxLength", 1, 1_048_576) };
    case "Integer":
      return range(body, -2_147_483_648, 2_147_483_647);
    case "Decimal":
      return { ...range(body, -100_000_000_000, 100_000_000_000), precision: whole(body, "Precision", 0, 10, 2) };
    case "Double":
      return { ...range(body, -100_000_000_000, 100_000_000_000), precision: whole(body, "Precision", 0, 5, 2) };
    case "Money":
      return {
        ...range(body, -922_337_203_685_477, 922_337_203_685_477),
        precision: whole(body, "Precision", 0, 4, 2),
      };
    case "File":
      return { max: whole(body, "MaxSizeInKB", 1, 10_485_760, 32_768) };
    default:
      return {};
  }
}

/** Formats and options by type. */
function readShape(context: MetadataContext, type: ColumnType, body: Body): Details {
  switch (type) {
    case "String":
      return { format: choose(readWrapped(body, "FormatName"), textFormats) };
    case "Memo":
      return { format: "TextArea" };
    case "Integer":
      return { format: "None" };
    case "DateTime":
      return readDateTime(body);
    case "Boolean":
      return { options: readBooleanOptions(context, body) };
    case "Picklist":
    case "MultiSelectPicklist":
      return readChoice(context, body);
    default:
      return {};
  }
}

const textFormats = ["Text", "Email", "Url", "Phone", "TextArea", "TickerSymbol", "PhoneticGuide", "RichText", "Json"];
const dateBehaviors = ["UserLocal", "DateOnly", "TimeZoneIndependent"] as const;

function readRequirement(body: Body): Column["required"] {
  return choose(readWrapped(body, "RequiredLevel"), [
    "None",
    "Recommended",
    "ApplicationRequired",
    "SystemRequired",
  ] as const);
}

function readDateTime(body: Body): Details {
  const format = choose(body.Format ?? "DateAndTime", ["DateOnly", "DateAndTime"] as const);
  const dateTimeBehavior = choose(readWrapped(body, "DateTimeBehavior"), dateBehaviors);
  if (dateTimeBehavior === "DateOnly" && format !== "DateOnly") {
    throw invalid("An attribute with the DateOnly behavior must have the DateOnly format");
  }
  return { format, dateTimeBehavior };
}

function readBooleanOptions({ metadata }: MetadataContext, body: Body): ChoiceOption[] {
  const optionSet = readBody(body.OptionSet);
  return ["TrueOption", "FalseOption"].map((name) => {
    const option = readBody(optionSet[name]);
    const value = readNumber(option, "Value");
    if (value !== (name === "TrueOption" ? 1 : 0)) {
      throw badRequest("0x8004431c", "Boolean attribute options must have a value of either 0 or 1.");
    }
    return { value, label: readLabel(option, "Label", metadata.languageCode) ?? "" };
  });
}

function readChoice(context: MetadataContext, body: Body): Details {
  const binding = readText(body, "GlobalOptionSet@odata.bind");
  if (binding !== undefined) {
    const { name, options } = boundOptionSet(context, binding);
    return { options, globalOptionSet: name };
  }
  if (!isBody(body.OptionSet)) throw invalid("A choice needs an OptionSet or a GlobalOptionSet");
  return { options: readOptions(body.OptionSet, context.metadata.languageCode) };
}

/** One of `allowed`; absent is the first. */
function choose<Option extends string>(value: unknown, allowed: readonly Option[]): Option {
  const found = allowed.find((option) => option === (value ?? allowed[0]));
  if (found === undefined) throw invalid(`'${String(value)}' is not one of ${allowed.join(", ")}`);
  return found;
}

function whole(body: Body, name: string, least: number, most: number, otherwise?: number): number {
  const value = readNumber(body, name) ?? otherwise;
  if (value === undefined || !Number.isInteger(value) || value < least || value > most) {
    throw invalid(`${name} must be a whole number between ${least} and ${most}`);
  }
  return value;
}

function range(body: Body, least: number, most: number): { min: number; max: number } {
  const min = readNumber(body, "MinValue") ?? least;
  const max = readNumber(body, "MaxValue") ?? most;
  if (min < least || max > most || min > max)
    throw invalid(`MinValue and MaxValue must lie between ${least} and ${most}`);
  return { min, max };
}
