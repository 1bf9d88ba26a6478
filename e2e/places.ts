import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { handedOver } from "./env.ts";

const place = z.object({ kind: z.enum(["empty", "full"]), clinic: z.uuid(), migration: z.uuid() });
/** A migration that was prepared for being looked at. */
export type Place = z.infer<typeof place>;

/** Keeps the prepared migrations for the tests that look at them. */
export function keepPlaces(places: readonly Place[]): void {
  writeFileSync(file(), JSON.stringify(places));
}

/** The prepared migration of this kind. */
export function placeOf(kind: Place["kind"]): Place {
  const found = z
    .array(place)
    .parse(JSON.parse(readFileSync(file(), "utf8")))
    .find((one) => one.kind === kind);
  if (!found) throw new Error(`No ${kind} migration was prepared.`);
  return found;
}

function file(): string {
  return join(handedOver(), "places.json");
}
