import type { IssueCause } from "@flit/core/issues/issue";

type Cause = IssueCause;
const notWritten = { happened: "could not be written", severity: "missing" } as const;
const fixLine =
  "Open the line in the mapping review, change the rule or the column, freeze the map, then try the group again.";
const fixOwner = "Choose a user who can own records under Owners, or give this one a role, then try the group again.";
const again = "Try the group again; nothing is doubled by it.";

/** Refusals of Dynamics and of our own connector to it, by code. */
export const dynamicsCauses: { readonly [code: string]: Cause } = {
  "0x80040200": {
    ...notWritten,
    why: "Dynamics requires a column that is empty in these records.",
    whatToDo: fixLine,
    repair: "line",
  },
  "0x80040203": {
    ...notWritten,
    why: "Dynamics takes one of the values for invalid.",
    whatToDo: fixLine,
    repair: "line",
  },
  "0x80048d19": {
    ...notWritten,
    why: "A value is of another type than its column.",
    whatToDo: fixLine,
    repair: "line",
  },
  "0x80060888": {
    ...notWritten,
    why: "A value is of another type than its column.",
    whatToDo: fixLine,
    repair: "line",
  },
  "0x80044330": {
    ...notWritten,
    why: "A number is larger or smaller than its column takes.",
    whatToDo: fixLine,
    repair: "line",
  },
  "0x80044331": {
    ...notWritten,
    why: "A text is longer than its column is now: somebody has shortened the column.",
    whatToDo: fixLine,
    repair: "line",
  },
  "0x8004431a": {
    ...notWritten,
    why: "A choice has lost one of the values the map uses.",
    whatToDo: "Open the line's choice values, give the value another choice, freeze the map, then try the group again.",
    repair: "choices",
  },
  "0x80040217": {
    ...notWritten,
    why: "A row they point to is not there any more.",
    whatToDo: "Find the missing row by its own issue, or look in Dynamics who deleted it. Then try the group again.",
    repair: "retry",
  },
  "0x80060891": {
    ...notWritten,
    why: "A row they point to is not there any more.",
    whatToDo: "Find the missing row by its own issue, or look in Dynamics who deleted it. Then try the group again.",
    repair: "retry",
  },
  "0x80040220": {
    ...notWritten,
    why: "The user who would own them lacks a right in Dynamics.",
    whatToDo: fixOwner,
    repair: "owners",
  },
  "0x80042f09": {
    ...notWritten,
    why: "The user who would own them lacks a right in Dynamics.",
    whatToDo: fixOwner,
    repair: "owners",
  },
  "0x80040225": {
    ...notWritten,
    why: "The user who would own them holds no role, or is in no business unit.",
    whatToDo: fixOwner,
    repair: "owners",
  },
  "0x8004022b": {
    ...notWritten,
    why: "The user who would own them has been disabled.",
    whatToDo: fixOwner,
    repair: "owners",
  },
  "0x80040333": {
    ...notWritten,
    why: "A rule of your environment takes them for duplicates of rows that are there.",
    whatToDo: "Unpublish the duplicate detection rule for the time of the migration, then try the group again.",
    repair: "dynamics",
  },
  "0x80040265": {
    ...notWritten,
    why: "A plug-in of your environment refused them.",
    whatToDo: "Have the Dynamics admin switch the plug-in off for the time of the migration, then try the group again.",
    repair: "dynamics",
  },
  "0x80040227": {
    ...notWritten,
    why: "Other rows hang on them, and Dynamics does not let them change.",
    whatToDo: again,
    repair: "retry",
  },
  "duplicate-key": {
    ...notWritten,
    why: "Dynamics holds a row with this Cliniko id already, perhaps of an earlier migration.",
    whatToDo:
      "Open a record and look at that row in Dynamics: delete it, or take the earlier migration back. Then try the group again.",
    repair: "retry",
  },
  "duplicate-id": {
    ...notWritten,
    why: "Dynamics holds a row with this id, perhaps in a recycle bin.",
    whatToDo: "Empty the recycle bin of the table, then try the group again.",
    repair: "retry",
  },
  version: {
    happened: "were changed by somebody while they were written",
    severity: "missing",
    why: "Somebody saved the row in Dynamics again and again in these seconds.",
    whatToDo: again,
    repair: "retry",
  },
  "product-retired": {
    happened: "were not written: the product is retired",
    severity: "notice",
    why: "Somebody retired the product in Dynamics; it was not brought back.",
    whatToDo: "Activate the product in Dynamics and try the group again, or accept that it stays retired.",
    repair: "retry",
  },
  "row-missing": {
    ...notWritten,
    why: "The row was deleted in Dynamics while it was written.",
    whatToDo: "Accept it if it was meant so. Deleted rows are not made again.",
    repair: "retry",
  },
  "row-deleted": {
    ...notWritten,
    why: "Somebody deleted the row in Dynamics; it is not made again.",
    whatToDo: "Accept it if it was meant so, or restore the row in Dynamics and try the group again.",
    repair: "retry",
  },
  absent: { ...notWritten, why: "Their answer was lost, and the row is not there.", whatToDo: again, repair: "retry" },
  refused: { ...notWritten, why: "Dynamics refused them without a reason.", whatToDo: again, repair: "retry" },
  "schema-unknown": {
    ...notWritten,
    why: "Dynamics does not know a column or table of the map yet.",
    whatToDo: "See under Schema plan that everything was created; then try the group again.",
    repair: "plan",
  },
  "table-missing": {
    ...notWritten,
    why: "The environment has no such table.",
    whatToDo: "Have it created under Schema plan, then try the group again.",
    repair: "plan",
  },
  "column-missing": {
    ...notWritten,
    why: "The environment has no such column.",
    whatToDo: "Have it created under Schema plan, then try the group again.",
    repair: "plan",
  },
  "column-not-for-create": {
    ...notWritten,
    why: "A column of the map cannot be set when a row is made.",
    whatToDo: fixLine,
    repair: "line",
  },
  "column-not-for-update": {
    ...notWritten,
    why: "A column of the map cannot be changed once a row is there.",
    whatToDo: fixLine,
    repair: "line",
  },
  "lookup-target": {
    ...notWritten,
    why: "A lookup of the map cannot point to that table.",
    whatToDo: fixLine,
    repair: "line",
  },
  "not-a-lookup": {
    ...notWritten,
    why: "A lookup of the map gets a value that is no link to a row.",
    whatToDo: fixLine,
    repair: "line",
  },
  "lookup-in-scalar": {
    ...notWritten,
    why: "A column of the map gets a link to a row and takes none.",
    whatToDo: fixLine,
    repair: "line",
  },
  "not-a-number": { ...notWritten, why: "A column of numbers gets something else.", whatToDo: fixLine, repair: "line" },
};
