"use client";
import { type SampleShow, sampleShows } from "@flit/core/sample-store";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue, useState } from "react";
import type { Place } from "../clinics/place.ts";

export const pageSize = 15;

const inAddress = {
  object: parseAsString,
  show: parseAsStringLiteral(sampleShows).withDefault("all"),
  page: parseAsInteger.withDefault(0),
};

/** Which records of the sample are shown: kept in the address, but for the id that is searched for. */
export function useSampleFilter(place: Place) {
  const [query, setQuery] = useQueryStates(inAddress);
  const [search, setSearch] = useState("");
  const searched = useDeferredValue(search.trim());
  const page = Math.max(0, query.page);
  return {
    params: {
      ...place,
      ...(query.object !== null && { mapping: query.object }),
      show: query.show,
      search: searched,
      page,
      size: pageSize,
    },
    object: query.object,
    show: query.show,
    page,
    search,
    setObject: (object: string | null) => void setQuery({ object, page: null }),
    setShow: (show: SampleShow) => void setQuery({ show, page: null }),
    setPage: (next: number) => void setQuery({ page: next }),
    setSearch: (text: string) => {
      setSearch(text.slice(0, 100));
      void setQuery({ page: null });
    },
  };
}

export type SampleFilter = ReturnType<typeof useSampleFilter>;
