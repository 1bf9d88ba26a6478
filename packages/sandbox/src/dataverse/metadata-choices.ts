import { randomUUID } from "node:crypto";
import { type Body, readBoolean, readList, readNumber, readText } from "./metadata-body.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { checkUnused } from "./metadata-dependencies.ts";
import { readLabel } from "./metadata-label.ts";
import { forgetComponent, type SolutionScope } from "./metadata-solution.ts";
import type { GlobalOptionSet } from "./metadata-store.ts";
import { type ChoiceOption, type Column, DataverseError } from "./model.ts";
import { badRequest } from "./rows-errors.ts";

/** Options of a choice as posted; values must be whole numbers and differ (0x80044310), labels must be there. */
export function readOptions(body: Body, languageCode: number): ChoiceOption[] {
  const options = readList(body, "Options").map((option) => ({
    value: readNumber(option, "Value") ?? Number.NaN,
    label: readLabel(option, "Label", languageCode) ?? "",
  }));
  if (options.some(({ value, label }) => !Number.isInteger(value) || label === "")) {
    throw badRequest("0x80048403", "Invalid OptionSet: every option needs a whole number as Value and a Label.");
  }
  if (new Set(options.map(({ value }) => value)).size < options.length) throw valueNotUnique();
  return options;
}

/** Creates a choice for many columns. Names are unique (0x80044345). */
export function createOptionSet(context: MetadataContext, scope: SolutionScope, body: Body): GlobalOptionSet {
  const { metadata, clock } = context;
  const name = scope.checkName(readText(body, "Name"), "optionSet");
  if (optionSetNamed(context, name) !== undefined) {
    throw badRequest(
      "0x80044345",
      "An OptionSet with the specified name already exists. Please specify a unique name.",
    );
  }
  const displayName = readLabel(body, "DisplayName", metadata.languageCode);
  if (displayName === undefined) throw badRequest("0x8004700c", "The specified display name is not valid");
  const optionSet: GlobalOptionSet = {
    metadataId: randomUUID(),
    name,
    displayName,
    description: readLabel(body, "Description", metadata.languageCode) ?? "",
    options: readOptions(body, metadata.languageCode),
    createdAtMs: clock.now(),
  };
  metadata.optionSets.set(name, optionSet);
  scope.note("optionSet", optionSet.metadataId);
  return optionSet;
}

export function deleteOptionSet(context: MetadataContext, optionSet: GlobalOptionSet): void {
  checkUnused(context, { kind: "optionSet", metadataId: optionSet.metadataId, name: optionSet.name });
  context.metadata.optionSets.delete(optionSet.name);
  forgetComponent(context, optionSet.metadataId);
}

/** By name in any case. */
export function optionSetNamed({ metadata }: MetadataContext, name: string): GlobalOptionSet | undefined {
  return metadata.optionSets.values().find((one) => one.name.toLowerCase() === name.toLowerCase());
}

/** InsertOptionValue and InsertStatusValue: adds an option and answers its value. */
export function insertOption(context: MetadataContext, body: Body): number {
  const options = optionsOf(context, body);
  const value = readNumber(body, "Value") ?? Math.max(99_999, ...options.map((option) => option.value)) + 1;
  if (options.some((option) => option.value === value)) throw valueNotUnique();
  const label = readLabel(body, "Label", context.metadata.languageCode);
  if (label === undefined) throw badRequest("0x80040203", "Required field 'Label' is missing");
  const state = readNumber(body, "StateCode");
  if (options.some((option) => option.state !== undefined)) {
    if (state === undefined) {
      throw badRequest("0x80044321", "The new status option must have an associated state value.");
    }
    if (!options.some((option) => option.state === state)) {
      throw badRequest("0x80044322", "The state value that was provided for this new status option does not exist.");
    }
  }
  options.push({ value, label, ...(state !== undefined && { state }) });
  return value;
}

export function updateOption(context: MetadataContext, body: Body): void {
  const option = optionNamed(optionsOf(context, body), body);
  if (readBoolean(body, "MergeLabels") === undefined) {
    throw badRequest("0x80040203", "Required field 'MergeLabels' is missing");
  }
  option.label = readLabel(body, "Label", context.metadata.languageCode) ?? option.label;
}

/** A state must keep a reason, so its only one cannot go. */
export function deleteOption(context: MetadataContext, body: Body): void {
  const options = optionsOf(context, body);
  const option = optionNamed(options, body);
  if (option.state !== undefined && options.filter(({ state }) => state === option.state).length === 1) {
    throw badRequest("0x80044341", "Default Status options cannot be deleted.");
  }
  options.splice(options.indexOf(option), 1);
}

function optionNamed(options: ChoiceOption[], body: Body): ChoiceOption {
  const option = options.find(({ value }) => value === readNumber(body, "Value"));
  if (option === undefined) throw badRequest("0x8004431a", "The picklist value is out of the range.");
  return option;
}

/** The option list a message means: a global choice, or a choice column's own. */
function optionsOf(context: MetadataContext, body: Body): ChoiceOption[] {
  const name = readText(body, "OptionSetName");
  if (name !== undefined) {
    const optionSet = optionSetNamed(context, name);
    if (optionSet === undefined) throw new DataverseError(404, "0x80040217", `Could not find an optionset ${name}`);
    return optionSet.options;
  }
  const table = context.metadata.tables.get(readText(body, "EntityLogicalName") ?? "");
  const column = table?.columns.get(readText(body, "AttributeLogicalName") ?? "");
  if (column === undefined) throw badRequest("0x80041103", "The specified attribute does not exist on this entity.");
  if (column.options === undefined || !isOpenChoice(column)) {
    throw badRequest("0x80044320", "You can add option values only to picklist and status attributes.");
  }
  return column.options;
}

const isOpenChoice = ({ type }: Column) => type === "Picklist" || type === "Status" || type === "MultiSelectPicklist";

const valueNotUnique = () =>
  badRequest("0x80044310", "The picklist value already exists.  Picklist values must be unique.");

/** `/GlobalOptionSetDefinitions(<id>)` or `…(Name='x')` as bound by a column. */
export function boundOptionSet(context: MetadataContext, binding: string): GlobalOptionSet {
  const [, id, name] = /GlobalOptionSetDefinitions\((?:([0-9a-f-]{36})|Name='([^']+)')\)$/i.exec(binding) ?? [];
  const found = context.metadata.optionSets
    .values()
    .find((one) => one.metadataId === id?.toLowerCase() || one.name.toLowerCase() === name?.toLowerCase());
  if (found === undefined) throw badRequest("0x80040217", "The GlobalOptionSet bound to the attribute was not found.");
  return found;
}
