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

/** Functions as people choose them; answers of the account's own fields are shown as fields. */
export const transformNames: Readonly<Record<Exclude<TransformName, "customField" | "noteAnswer">, string>> = {
  trim: "Without spaces around it",
  lowerCase: "In lower case",
  upperCase: "In upper case",
  titleCase: "With a capital for each word",
  keepCharacters: "Only its digits or letters",
  dropCharacters: "Without its spaces, digits or signs",
  firstCharacters: "Its first or last characters",
  splitPart: "A part between separators",
  replaceText: "With a text replaced",
  containsText: "Whether it contains a text",
  formatDate: "A date in another form",
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
  keepCharacters: [{ name: "kind", label: "Keep: digits, letters or lettersAndDigits", isNumber: false }],
  dropCharacters: [
    { name: "kind", label: "Drop: spaces, digits, letters, punctuation or leadingZeros", isNumber: false },
  ],
  firstCharacters: [{ name: "count", label: "How many; below zero from the end", isNumber: true }],
  splitPart: [
    { name: "separator", label: "Separator", isNumber: false },
    { name: "at", label: "Which part; below zero from the end", isNumber: true },
  ],
  replaceText: [
    { name: "find", label: "Text to find", isNumber: false },
    { name: "by", label: "Text to put there", isNumber: false },
  ],
  containsText: [{ name: "text", label: "Text to look for", isNumber: false }],
  formatDate: [
    { name: "pattern", label: "Pattern, such as dd/MM/yyyy", isNumber: false },
    { name: "timeZone", label: "Time zone, such as Australia/Sydney", isNumber: false },
  ],
  decimal: [{ name: "scale", label: "Digits after the point", isNumber: true }],
  date: [{ name: "timeZone", label: "Time zone, such as Australia/Sydney", isNumber: false }],
  formatInstant: [{ name: "timeZone", label: "Time zone, such as Australia/Sydney", isNumber: false }],
};
