import { changeOf } from "@flit/core/change-of";
import type { DeltaChange } from "@flit/core/delta-store";
import type { PreparedRecord } from "../prepare.ts";
import type { Settled } from "../write-rows.ts";

/** What a pass did about each record of a page, for those it did something about. */
export function carriedOver(
  mapping: string,
  since: string | null,
  prepared: readonly PreparedRecord[],
  settled: ReadonlyMap<string, readonly Settled[]>,
): readonly DeltaChange[] {
  return prepared.flatMap(({ record, result, links }): DeltaChange[] => {
    const rows = settled.get(record.id) ?? [];
    const isWritten = rows.some(
      ({ status, wrote, edits }) =>
        (wrote !== null && status === "applied") || edits.conflicts.length + edits.kept.length > 0,
    );
    const isNewAlias = result.status === "alias" && links.get(0)?.aliasOf !== result.of;
    const { vanishedAt, removedAt } = record;
    const isFirst = links.size === 0;
    const kind = changeOf({ isFirst, isNewAlias, vanishedAt, removedAt, isWritten, since });
    return kind === null ? [] : [{ mapping, sourceId: record.id, kind }];
  });
}
