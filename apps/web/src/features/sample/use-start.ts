"use client";
import { useRef } from "react";
import type { Endpoint } from "../../api/endpoint.ts";
import { useAct } from "../../api/use-endpoint.ts";
import { readMigration } from "../clinics/endpoints.ts";
import type { Place } from "../clinics/place.ts";
import { readSample } from "./endpoints.ts";

type Start = Endpoint<"clinic", Place, { requestKey: string }, { run: string }>;

/** Starts a run once, however often the button is pressed or the request is repeated until an answer came. */
export function useStart(endpoint: Start, place: Place) {
  const start = useAct(endpoint, { refresh: [readSample, readMigration] });
  const key = useRef<string | null>(null);
  return {
    isPending: start.isPending,
    begin: async () => {
      key.current ??= crypto.randomUUID();
      const answer = await start.mutateAsync({ params: place, body: { requestKey: key.current } });
      key.current = null;
      return answer;
    },
  };
}
