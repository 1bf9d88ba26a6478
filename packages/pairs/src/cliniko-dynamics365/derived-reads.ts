import type { FieldKey } from "@flit/core/reads-of";
import type { Json } from "@flit/core/record";
import { derivations } from "./derived.ts";

/** The fields that derived objects are made of, found by letting each derivation read an empty record that listens. */
export function derivedReads(): readonly FieldKey[] {
  const reads: FieldKey[] = [];
  for (const { from, derive } of derivations) {
    for (const object of from) {
      const get = (_: object, key: string | symbol) => {
        reads.push({ object, path: String(key) });
        return null;
      };
      const fields = new Proxy<{ [key: string]: Json }>({}, { get });
      derive({ object, id: "1", createdAt: null, updatedAt: null, removedAt: null, fields, links: [] });
    }
  }
  return reads;
}
