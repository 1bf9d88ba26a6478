"use client";
import { type ActionEvent, actionEvents } from "@flit/core/actions";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

const isEvent = (name: string): name is ActionEvent => Object.hasOwn(actionEvents, name);

/** Names of the actions, in the order of the journey. */
export const eventNames = Object.keys(actionEvents).filter(isEvent);

/** What the page shows of the log, kept in its address so that it can be sent to somebody. */
export function useLogQuery() {
  const [{ event, person, about, before }, setQuery] = useQueryStates({
    event: parseAsStringLiteral(eventNames),
    person: parseAsString,
    about: parseAsString,
    before: parseAsInteger,
  });
  const filter = {
    ...(event !== null && { event }),
    ...(person !== null && { person }),
    ...(about !== null && { about }),
  };
  return { filter, before, setQuery };
}
