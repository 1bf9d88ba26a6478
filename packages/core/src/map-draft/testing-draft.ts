import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { Expression, FieldMap, ObjectMap } from "../mapping.ts";
import type { CuratedMap } from "./curated-map.ts";
import { linesOf } from "./lines-of.ts";
import { reconcile } from "./reconcile.ts";

export const field = (path: string): Expression => ({ op: "field", path });

/** A map of patients to contacts with these columns. For tests. */
export function testMap(fields: readonly FieldMap[], more: Partial<ObjectMap> = {}): ObjectMap {
  return {
    key: "patient",
    title: "Patients",
    source: { object: "patients", joins: [] },
    target: { table: "contact" },
    skip: [],
    fields,
    finish: [],
    ...more,
  };
}

/** What a pair would know of these maps. For tests. */
export function testCurated(objects: readonly ObjectMap[], more: Partial<CuratedMap> = {}): CuratedMap {
  return {
    prefix: "flit",
    optionPrefix: 84135,
    objects,
    declared: {},
    locked: {},
    matched: [],
    leftOut: {},
    readElsewhere: [],
    envelope: [],
    ...more,
  };
}

/** A first draft; the matcher finds nothing. For tests. */
export function testLines(curated: CuratedMap, profiles: readonly FieldProfile[] = []): readonly MapLine[] {
  const matcher = { propose: () => [] };
  return reconcile([], linesOf({ curated, profiles, tables: {}, matcher, memory: { confirmed: [], rejected: [] } }));
}

/** A field the audit found filled. For tests. */
export function testProfile(path: string, more: Partial<FieldProfile> = {}): FieldProfile {
  return {
    object: "patients",
    path,
    position: 0,
    label: path,
    type: "text",
    records: 100,
    filled: 80,
    distinct: 50,
    longest: 20,
    samples: [],
    values: [],
    ...more,
  };
}
