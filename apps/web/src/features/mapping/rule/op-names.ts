import type { Condition, Expression } from "@flit/core/mapping";
import type { TransformName } from "@flit/core/transforms";

export type Op = Expression["op"];

/** Kinds of rules as people choose them. */
export const opNames: Readonly<Record<Op, string>> = {
  field: "A field",
  constant: "A fixed value",
  choice: "A value by a table",
  join: "Several, joined as text",
  firstOf: "The first that is filled",
  when: "If … then … otherwise …",
  each: "Items of a list",
  transform: "A function",
  meta: "The record's id or times",
  owner: "The owner",
  environment: "A value of the environment",
  reference: "A link to another row",
  self: "A link to the row itself",
};

/** Those people cannot make: the rows they tie together are the migration's business. */
export const readOnlyOps: readonly Op[] = ["reference", "self"];

export const conditionNames: Readonly<Record<Condition["op"], string>> = {
  filled: "is filled",
  equals: "is exactly",
  past: "is in the past",
  not: "is not so that",
  all: "all of these hold",
  any: "one of these holds",
};

export const metaNames = {
  id: "Id",
  createdAt: "Creation time",
  updatedAt: "Time of the last change",
  removedAt: "Time it was archived",
} as const;

/** Values every environment has. */
export const environmentNames: Readonly<Record<string, string>> = {
  currency: "Currency",
  unit: "Default unit",
  unitGroup: "Default unit group",
  siteUrl: "Address of the SharePoint site",
  rootUrl: "Address of the document library",
  libraryName: "Name of the document library",
};

/** Functions as people choose them; `customField` is shown as a field. */
export const transformNames: Readonly<Record<Exclude<TransformName, "customField">, string>> = {
  trim: "Without spaces around it",
  lowerCase: "In lower case",
  firstLine: "Its first line",
  htmlToText: "Formatted text as plain text",
  noteText: "A treatment note as plain text",
  safeText: "Without characters Dynamics refuses",
  listText: "A list as text",
  keyValueLines: "Names and values, line by line",
  yesNo: "Yes or No in words",
  date: "The day of a time",
  formatInstant: "A time written out",
  addDays: "Some days later",
  integer: "As a whole number",
  decimal: "As a number",
  normaliseName: "A name without punctuation",
  folderName: "Name of the patient's folder",
  webAddress: "Address of a folder",
};

/** What a function can be told, by its name. */
export const transformOptions: Readonly<
  Partial<
    Record<TransformName, readonly { readonly name: string; readonly label: string; readonly isNumber: boolean }[]>
  >
> = {
  addDays: [{ name: "days", label: "Days", isNumber: true }],
  decimal: [{ name: "scale", label: "Digits after the point", isNumber: true }],
  date: [{ name: "timeZone", label: "Time zone, such as Australia/Sydney", isNumber: false }],
  formatInstant: [{ name: "timeZone", label: "Time zone, such as Australia/Sydney", isNumber: false }],
};
