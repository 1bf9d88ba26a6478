import type { Expression } from "@flit/core/mapping";
import type { WordContext } from "@flit/core/plain-words";
import { datePattern } from "./date-pattern.ts";
import { type Operation, transformed } from "./operation.ts";
import { asked, plainly } from "./reading.ts";
import { literalAt } from "./words.ts";

/** What can be done to a date. */
export const dateOperations: readonly Operation[] = [
  {
    pattern: /^(?:year|(?:birth|calendar) year)(?: only| alone| number)?$/,
    read: (of, _found, context) => plainly(dated(of, "yyyy", context)),
  },
  {
    pattern: /^months?(?: only| alone)?$/,
    read: (of, _found, context) =>
      asked("How is the month to be written?", [
        { label: "03", value: dated(of, "MM", context) },
        { label: "March", value: dated(of, "MMMM", context) },
        { label: "Mar", value: dated(of, "MMM", context) },
      ]),
  },
  {
    pattern: /^day(?: only| alone)?$/,
    read: (of, _found, context) =>
      asked("Which day is meant?", [
        { label: "The date without its time", value: day(of, context) },
        { label: "The day of the month", value: dated(of, "d", context) },
        { label: "The day of the week", value: dated(of, "dddd", context) },
      ]),
  },
  { pattern: /^(?:month name|name of the month)$/, read: (of, _found, context) => plainly(dated(of, "MMMM", context)) },
  {
    pattern: /^(?:month (?:number|as a number)|number of the month)$/,
    read: (of, _found, context) => plainly(dated(of, "MM", context)),
  },
  {
    pattern: /^(?:week ?day|day of the week|name of the day)$/,
    read: (of, _found, context) => plainly(dated(of, "dddd", context)),
  },
  { pattern: /^day of the month$/, read: (of, _found, context) => plainly(dated(of, "d", context)) },
  {
    pattern:
      /^(?:date(?: only| alone)?|date without(?: the| its)? time|(?:without|no|remove(?: the)?|drop(?: the)?)(?: the)? time(?: of day)?)$/,
    read: (of, _found, context) => plainly(day(of, context)),
  },
  {
    pattern:
      /^(?:a )?(?:date (?:as|in|like|formatted as|written as|in the form(?:at)?(?: of)?) |formatted as |(?:format|written)(?: it)? as |in the form(?:at)? )?(.+)$/,
    read: (of, [form = ""], context, quoted) => {
      const pattern = datePattern(literalAt(form, quoted)?.trim() ?? form);
      return pattern === null ? null : plainly(dated(of, pattern, context));
    },
  },
];

function dated(of: Expression, pattern: string, { timeZone }: WordContext): Expression {
  return transformed("formatDate", of, { pattern, ...(timeZone !== null && { timeZone }) });
}

function day(of: Expression, { timeZone }: WordContext): Expression {
  return transformed("date", of, timeZone === null ? undefined : { timeZone });
}
