import { canonicalJson } from "./canonical-json.ts";
import { sha256Hex } from "./ids.ts";
import type { ObjectMap } from "./mapping.ts";

/** SHA-256 of maps, the same after they went through a database that orders keys its own way. */
export function digestOf(maps: readonly ObjectMap[]): string {
  return sha256Hex(canonicalJson(maps));
}
