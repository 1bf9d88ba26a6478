import type { Place } from "../clinics/place.ts";
import type { IssueKeyView } from "./endpoints.ts";

/** Address of a migration's pages. */
export function baseOf({ clinic, migration }: Place): string {
  return `/clinics/${clinic}/migrations/${migration}`;
}

/** Address of the records of a group: codes only. */
export function groupAddress(place: Place, { mapping, kind, code, column }: IssueKeyView): string {
  const query = new URLSearchParams({ mapping, kind, code, ...(column !== null && { column }) });
  return `${baseOf(place)}/issues/records?${query}`;
}

/** Address of a record's page: ids only. */
export function recordAddress(place: Place, object: string, id: string): string {
  return `${baseOf(place)}/records/${encodeURIComponent(object)}/${encodeURIComponent(id)}`;
}
