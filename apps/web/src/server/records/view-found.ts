import type { RecordKey } from "@flit/core/ports";
import type { FoundRecord } from "../../features/records/endpoints.ts";

/** A record as lists show it. */
export function viewFound({ object, id }: RecordKey, name: string | null, isRemoved: boolean): FoundRecord {
  return { object, kind: kindOf(object), id, name, isRemoved };
}

/** `individual_appointments` → `Individual appointment`. */
function kindOf(object: string): string {
  const words = object
    .replaceAll("_", " ")
    .replace(/ies$/, "y")
    .replace(/([^s])s$/, "$1");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
