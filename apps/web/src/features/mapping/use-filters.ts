"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { bands, type Filters, shows, sorts } from "./filter-lines.ts";

const inAddress = {
  object: parseAsString,
  show: parseAsStringLiteral(shows).withDefault("all"),
  band: parseAsStringLiteral(bands).withDefault("any"),
  sort: parseAsStringLiteral(sorts).withDefault("risk"),
};

/** What the list shows: kept in the address, but for the search. */
export function useFilters(): { readonly filters: Filters; change(filters: Partial<Filters>): void } {
  const [address, setAddress] = useQueryStates(inAddress, { history: "replace" });
  // What people search for may name a patient: it stays out of the address.
  const [search, setSearch] = useState("");
  const filters = useMemo(() => ({ ...address, search }), [address, search]);
  return {
    filters,
    change: ({ search: words, ...rest }) => {
      if (words !== undefined) setSearch(words);
      if (Object.keys(rest).length > 0) void setAddress(rest);
    },
  };
}
