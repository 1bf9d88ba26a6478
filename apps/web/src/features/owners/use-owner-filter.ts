"use client";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue, useState } from "react";
import type { Place } from "../clinics/place.ts";
import { type OwnerGroup, ownerGroups } from "./endpoints.ts";

const shown = {
  group: parseAsStringLiteral(ownerGroups).withDefault("unresolved"),
  people: parseAsStringLiteral(["all", "active", "former"]).withDefault("all"),
  sort: parseAsStringLiteral(["records", "name"]).withDefault("records"),
  page: parseAsInteger.withDefault(0),
};

export const pageSize = 50;

/** Which practitioners are shown. It stands in the address, but for the names that are searched for. */
export function useOwnerFilter(place: Place) {
  const [query, setQuery] = useQueryStates(shown);
  const [search, setSearch] = useState("");
  const searched = useDeferredValue(search.trim());
  const page = Math.max(0, query.page);
  return {
    params: { ...place, ...query, page, search: searched, size: pageSize },
    ...query,
    page,
    search,
    setGroup: (group: OwnerGroup) => void setQuery({ group, page: null }),
    setPeople: (people: "all" | "active" | "former") => void setQuery({ people, page: null }),
    setSort: (sort: "records" | "name") => void setQuery({ sort, page: null }),
    setPage: (page: number) => void setQuery({ page }),
    setSearch: (text: string) => {
      setSearch(text.slice(0, 100));
      void setQuery({ page: null });
    },
  };
}

export type OwnerFilter = Omit<ReturnType<typeof useOwnerFilter>, "params">;
