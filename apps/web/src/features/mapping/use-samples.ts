"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "../../api/call.ts";
import { readSamples } from "./endpoints.ts";
import type { Place } from "./use-map.ts";

/** Samples of every line's field as the role may see them, read once for each opening of the page. */
export function useSamples(place: Place, view: string, isEnabled: boolean): ReadonlyMap<string, readonly string[]> {
  const { clinic, migration } = place;
  // Not under the endpoint's path: that seeing values is logged must not make them be read again.
  const { data } = useQuery({
    queryKey: ["samples of the map", migration, view],
    queryFn: () => call(readSamples, { params: { clinic, migration, view } }),
    enabled: isEnabled,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return useMemo(() => new Map((data?.samples ?? []).map(({ line, values }) => [line, values])), [data]);
}
