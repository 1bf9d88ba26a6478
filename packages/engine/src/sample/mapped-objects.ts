import type { MappedObject } from "@flit/core/sample-store";
import type { Pair } from "../pair.ts";

/** Every map with the source object it reads, files included where they are carried. */
export function mappedObjects({
  pair,
  files,
}: {
  /** Null when files are not carried. */
  readonly files: object | null;
  readonly pair: Pick<Pair, "maps" | "files">;
}): readonly MappedObject[] {
  return [
    ...pair.maps.map((map) => ({ mapping: map.key, object: map.source.object })),
    ...(files !== null && pair.files ? [{ mapping: pair.files.mapping, object: pair.files.object }] : []),
  ];
}
