import type { GoldClinic } from "./gold-clinic.ts";

/** Share of options of a clinic's choices that get their right value; null until there is a value mapper to ask. */
export function measureValueMaps(_clinic: GoldClinic): number | null {
  return null;
}
