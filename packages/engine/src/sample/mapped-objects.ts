import type { MappedObject } from "@flit/core/sample-store";
import type { MigrationContext } from "../context.ts";

/** Every map with the source object it reads, files included where they are carried. */
export function mappedObjects({ pair, files }: Pick<MigrationContext, "pair" | "files">): readonly MappedObject[] {
  return [
    ...pair.maps.map((map) => ({ mapping: map.key, object: map.source.object })),
    ...(files !== null && pair.files ? [{ mapping: pair.files.mapping, object: pair.files.object }] : []),
  ];
}
