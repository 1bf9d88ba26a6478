import type { Sandbox } from "@flit/sandbox/sandbox";
import { z } from "zod";

const shape = z.object({
  dataverse: z.object({
    schema: z.record(z.string(), z.record(z.string(), z.unknown())),
    rows: z.record(z.string(), z.record(z.string(), z.unknown())),
  }),
  files: z.unknown(),
});
/** Everything in a sandbox's Dynamics 365 and its site, by itself. */
export type Snapshot = z.infer<typeof shape>;

export function snapshotOf(sandbox: Sandbox): Snapshot {
  return shape.parse(JSON.parse(sandbox.snapshot({ withoutModified: true })));
}

/** How one snapshot differs from an earlier one: rows as `table id`, parts of the schema as `kind name`. */
export interface Difference {
  readonly added: readonly string[];
  readonly missing: readonly string[];
  readonly changed: readonly string[];
}

/** Compares rows, and tables column by column; files by whether they are the same. */
export function whatDiffers(
  before: Snapshot,
  after: Snapshot,
): { readonly rows: Difference; readonly schema: Difference; readonly areFilesEqual: boolean } {
  return {
    rows: differenceOf(flat(before.dataverse.rows), flat(after.dataverse.rows)),
    schema: differenceOf(flat(before.dataverse.schema), flat(after.dataverse.schema)),
    areFilesEqual: JSON.stringify(before.files) === JSON.stringify(after.files),
  };
}

function differenceOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Difference {
  const earlier = [...before];
  return {
    added: [...after.keys()].filter((key) => !before.has(key)),
    missing: earlier.flatMap(([key]) => (after.has(key) ? [] : key)),
    changed: earlier.flatMap(([key, value]) => (after.has(key) && after.get(key) !== value ? key : [])),
  };
}

function flat(groups: { readonly [group: string]: { readonly [name: string]: unknown } }): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(groups).flatMap(([group, members]) =>
      Object.entries(members).map(([name, value]) => [`${group} ${name}`, JSON.stringify(value)] as const),
    ),
  );
}
