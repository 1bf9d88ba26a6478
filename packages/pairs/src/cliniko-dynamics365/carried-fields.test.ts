import type { Join, ObjectMap } from "@flit/core/mapping";
import { describe, expect, it } from "vitest";
import documentedFields from "./data/documented-fields.json" with { type: "json" };
import { derivedReads } from "./derived-reads.ts";
import { leftOut } from "./left-out.ts";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions } from "./pair-options.ts";

/** Derived objects hand the fields of these on. */
const handedOn: { readonly [derived: string]: string } = { contact_person: "contacts", company: "contacts" };
const metaFields = { id: ["id"], createdAt: ["created_at"], updatedAt: ["updated_at"] } as const;
/** What the connector puts into `removedAt`, and the envelope of links. */
const always = ["id", "created_at", "archived_at", "deleted_at", "merged_at", "links", "updated_at"];

/** Every `object.field` that maps and derivations read. */
function readFields(): ReadonlySet<string> {
  const read = new Set<string>();
  const add = (object: string, name: string) => read.add(`${handedOn[object] ?? object}.${name}`);
  for (const map of objectMaps(defaultPairOptions)) walk(map, map, null, add);
  for (const { object, path } of derivedReads()) add(object, path);
  return read;
}

/** Walks maps as the data they are; `items` is the object of the joined records inside `each`. */
function walk(node: unknown, map: ObjectMap, items: string | null, add: (object: string, name: string) => void): void {
  if (Array.isArray(node)) for (const part of node) walk(part, map, items, add);
  if (typeof node !== "object" || node === null || Array.isArray(node)) return;
  const { source: own } = map;
  const aliased = (alias: string) => own.joins.filter((join) => join.alias === alias).flatMap(objectsOf);
  const addPath = (path: string) => {
    const [head = "", next = ""] = path.split(".");
    if (head.startsWith("@")) for (const object of aliased(head.slice(1))) add(object, next);
    else if (head !== "") add(own.object, head);
    else if (items !== null) add(items, next);
  };
  if ("op" in node && node.op === "field" && "path" in node) addPath(String(node.path));
  if ("op" in node && node.op === "meta" && "name" in node && !("of" in node)) {
    for (const [name, keys] of Object.entries(metaFields))
      if (name === node.name) for (const key of keys) add(own.object, key);
  }
  if ("kind" in node && "by" in node) addPath(String(node.by));
  if ("kind" in node && "foreignKey" in node && "object" in node) add(String(node.object), String(node.foreignKey));
  const joined =
    "op" in node && node.op === "each" && "of" in node
      ? (JSON.stringify(node.of).match(/^.*"@(\w+)"/)?.[1] ?? null)
      : null;
  const inside = joined === null ? items : (aliased(joined)[0] ?? null);
  for (const part of Object.values(node)) walk(part, map, inside, add);
}

function objectsOf(join: Join): readonly string[] {
  return join.kind === "one" ? join.objects : [join.object];
}

describe("every documented field", () => {
  const read = readFields();
  it.each(Object.entries(documentedFields))("of %s is carried, or left out with a reason", (object, names) => {
    const reasons = leftOut[object] ?? {};
    const silent = names.filter(
      (name) => !always.includes(name) && !read.has(`${object}.${name}`) && !(name in reasons),
    );
    expect(silent).toEqual([]);
    expect(Object.keys(reasons).filter((name) => !names.includes(name) || read.has(`${object}.${name}`))).toEqual([]);
  });
});
