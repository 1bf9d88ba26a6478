import { metadataSnapshot } from "./metadata-snapshot.ts";
import type { Row, Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";

export interface SnapshotOptions {
  /** Leaves out when and by whom rows were last written; versions are never part of a snapshot. */
  readonly withoutModified?: boolean;
}

/** Tables that only tell what the services did. */
const journals = new Set(["asyncoperation", "bulkdeleteoperation", "bulkdeletefailure", "solutioncomponent"]);

/** Schema and rows as canonical JSON: everything sorted, so that two equal organisations give equal texts. */
export function snapshotOf({ metadata, store }: Environment, options: SnapshotOptions = {}): string {
  const rows = [...metadata.tables.keys()]
    .filter((name) => !journals.has(name) && store.table(name).size > 0)
    .map((name) => {
      const each = [...store.table(name).values()].map((row) => [row.id, values(row, options)] as const);
      return [name, Object.fromEntries(sorted(each))] as const;
    });
  return JSON.stringify({ schema: metadataSnapshot(metadata), rows: Object.fromEntries(sorted(rows)) });
}

function values(row: Row, options: SnapshotOptions): Record<string, Value> {
  const skipped = options.withoutModified === true ? ["modifiedon", "modifiedby"] : [];
  const entries = [...row.values].filter(([name]) => !skipped.includes(name));
  return Object.fromEntries(sorted(entries));
}

function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
