"use client";
import { type ActionEvent, actionEvents } from "@flit/core/actions";
import { parseAsInteger, parseAsIsoDate, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

const isEvent = (name: string): name is ActionEvent => Object.hasOwn(actionEvents, name);
const dayMs = 86_400_000;

/** Names of the actions, in the order of the journey. */
export const eventNames = Object.keys(actionEvents).filter(isEvent);

/** What the page shows of the log, kept in its address so that it can be sent to somebody. Days are the reader's own. */
export function useLogQuery() {
  const [{ part, event, group, person, about, from, until, before }, setQuery] = useQueryStates({
    part: parseAsStringLiteral(["actions", "runs"]).withDefault("actions"),
    event: parseAsStringLiteral(eventNames),
    group: parseAsStringLiteral(["values"]),
    person: parseAsString,
    about: parseAsString,
    from: parseAsIsoDate,
    until: parseAsIsoDate,
    before: parseAsInteger,
  });
  const filter = {
    ...(event !== null && { event }),
    ...(group !== null && { group }),
    ...(person !== null && { person }),
    ...(about !== null && { about }),
    ...(from !== null && { from: beginOf(from).toISOString() }),
    ...(until !== null && { until: new Date(beginOf(until).getTime() + dayMs).toISOString() }),
  };
  return { part, filter, days: { from: dayOf(from), until: dayOf(until) }, before, setQuery };
}

/** A day of the address, which is written in UTC, as it begins where the reader is. */
function beginOf(day: Date): Date {
  return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate());
}

function dayOf(day: Date | null): string {
  return day === null ? "" : day.toISOString().slice(0, 10);
}
