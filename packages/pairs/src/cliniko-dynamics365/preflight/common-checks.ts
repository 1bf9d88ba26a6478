import { type Check, check, pass, warning } from "./check.ts";

/** Symbols of the currencies clinics on Cliniko use. */
const symbols: { readonly [code: string]: string } = {
  AUD: "$",
  NZD: "$",
  USD: "$",
  CAD: "$",
  GBP: "£",
  EUR: "€",
  ZAR: "R",
};

const notCounted = "Not counted at this point: the report of the sample and of the run counts them, column by column.";

/** Points where the two platforms have to fit each other. */
export const commonChecks: readonly Check[] = [
  check(
    "currency",
    "Base currency",
    "Check that the environment is the right one: amounts are not converted.",
    ({ currencySymbol, live }) => {
      const expected = symbols[live.currency.code];
      const why = `The environment counts in ${live.currency.code}; Cliniko shows ${currencySymbol ?? "no symbol"}.`;
      return currencySymbol !== null && expected !== undefined && !currencySymbol.includes(expected)
        ? warning(why)
        : pass(why);
    },
  ),
  check("language", "Language", "Labels of new columns are English; translate them in the solution.", ({ live }) =>
    live.languageCode === 1033
      ? pass("The environment's language is English.")
      : warning(`The environment's language is ${live.languageCode}.`),
  ),
  check(
    "time-zones",
    "Time zones",
    "Users see times in their own zone: check their settings.",
    ({ timeZones, options }) => {
      const others = timeZones.filter((zone) => zone !== options.timeZone);
      return others.length === 0
        ? pass(`Dates in words use ${options.timeZone}; instants move as they are.`)
        : warning(
            `Locations stand in ${[...new Set(timeZones)].join(", ")}; dates in words without a location use ${options.timeZone}.`,
          );
    },
  ),
  check(
    "name-lengths",
    "Lengths of names",
    "Widen the columns if you can; the full value is kept in Overflow.",
    ({ live }) => {
      const short = ["firstname", "lastname"].filter(
        (column) => (live.tables.contact?.columns[column]?.maxLength ?? 255) < 50,
      );
      return short.length === 0
        ? pass("Names have their usual room.")
        : warning(`Shorter than usual: ${short.join(", ")}.`);
    },
  ),
  check(
    "value-lengths",
    "Values longer than their column",
    "Nothing is lost: the full value goes to Overflow.",
    ({ tooLong }) => {
      if (tooLong === null) return warning(notCounted);
      const sum = tooLong.reduce((total, { count }) => total + count, 0);
      return sum === 0
        ? pass("None.")
        : warning(
            `${sum} values: ${tooLong.map(({ table, column, count }) => `${table}.${column} ${count}`).join(", ")}.`,
          );
    },
  ),
  check(
    "choice-drift",
    "Values no choice knows",
    "Add them to the value map, or let them go to Overflow.",
    ({ unknownChoices }) =>
      unknownChoices === null
        ? warning(notCounted)
        : unknownChoices === 0
          ? pass("None.")
          : warning(`${unknownChoices} values.`),
  ),
  check(
    "shared-emails",
    "E-mail addresses of several patients",
    "Keep duplicate rules on e-mail off: families share an address and nobody is merged by it.",
    ({ sharedEmails }) =>
      sharedEmails === null
        ? warning(notCounted)
        : sharedEmails === 0
          ? pass("None.")
          : warning(`${sharedEmails} addresses.`),
  ),
];
