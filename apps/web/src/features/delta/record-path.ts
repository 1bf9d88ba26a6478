import type { Place } from "../clinics/place.ts";

/** Where a record's whole story stands. */
export function recordPath(place: Place, mapping: string, sourceId: string): string {
  const record = `${encodeURIComponent(mapping)}/${encodeURIComponent(sourceId)}`;
  return `/clinics/${place.clinic}/migrations/${place.migration}/records/${record}`;
}
