import type { Json, SourceRecord } from "@flit/core/record";
import { z } from "zod";
import knownKeys from "./data/known-keys.json" with { type: "json" };

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
/** A record as it comes: an object with an id. As a number it must be exact, or it would name another record. */
export const wireRecord = z.looseObject({ id: z.union([z.string(), z.int()]).optional() });
export type WireRecord = z.infer<typeof wireRecord>;

/** Links that let whoever holds them in: never taken over. */
const bearerLinks = new Set(["telehealth_url", "cancellation_url", "online_payment_url", "url"]);
const alwaysKnown = new Set(["id", "created_at", "updated_at", "archived_at", "deleted_at", "links"]);
const known = new Map(Object.entries(knownKeys).map(([object, keys]) => [object, new Set(keys)]));

/** A record in the shape every source has, and its keys that the documents do not name. */
export function normalise(
  object: string,
  wire: WireRecord,
  id: string,
): { readonly record: SourceRecord; readonly unknownKeys: readonly string[] } {
  const fields: { [key: string]: Json } = {};
  const links: string[] = [];
  const unknownKeys: string[] = [];
  const shape = known.get(object);
  for (const [key, value] of Object.entries(wire)) {
    if (key === "id" || key === "links" || bearerLinks.has(key)) continue;
    if (shape && !shape.has(key) && !alwaysKnown.has(key)) unknownKeys.push(key);
    const self = selfOf(value);
    if (self === null) fields[key] = empty(parseJson(value));
    else if (self !== "") {
      fields[key] = self;
      links.push(key);
    }
  }
  const instant = (key: string) => (typeof fields[key] === "string" ? fields[key] : null);
  const record: SourceRecord = {
    object,
    id,
    createdAt: instant("created_at"),
    updatedAt: instant("updated_at"),
    removedAt: instant("archived_at") ?? instant("deleted_at") ?? instant("merged_at"),
    fields,
    links,
  };
  return { record, unknownKeys };
}

const linkShape = z.object({ links: z.object({ self: z.string() }) });

/** Id of the record a link points to; "" for a link to a list, null for what is no link. */
function selfOf(value: unknown): string | null {
  // Most values are plain, and a shape that does not fit costs an error with its stack.
  if (typeof value !== "object" || value === null || !("links" in value)) return null;
  const parsed = linkShape.safeParse(value);
  if (!parsed.success) return null;
  const last = parsed.data.links.self.split("?")[0]?.split("/").at(-1) ?? "";
  return /^\d+$/.test(last) ? last : "";
}

function parseJson(value: unknown): Json {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return json.parse(value ?? null);
}

/** Empty text, empty objects and missing values are one and the same. */
function empty(value: Json): Json {
  if (value === "") return null;
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0)
    return null;
  return value;
}
