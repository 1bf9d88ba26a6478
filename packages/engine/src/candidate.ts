import { digestFields } from "@flit/core/canonical";
import type { LiveConflict } from "@flit/core/conflict";
import type { Fields } from "@flit/core/destination";
import type { MappedRow, ObjectMap } from "@flit/core/mapping";
import type { Link } from "@flit/core/ports";
import type { PreparedRecord } from "./prepare.ts";

export type Phase = "create" | "finish";

/** A row that may have to be written: what it should be, and what is known of it. */
export interface Candidate {
  readonly kind: "write" | "remove";
  readonly sourceId: string;
  readonly phase: Phase;
  readonly row: MappedRow;
  readonly link: Link | null;
  /** What is known of people's edits of this row, and of a row it is made again for. */
  readonly conflicts: readonly LiveConflict[];
}

/** Rows of prepared records that a phase has to look at. */
export function candidatesOf(prepared: readonly PreparedRecord[], phase: Phase): readonly Candidate[] {
  return prepared.flatMap((one) => candidatesOfRecord(one, phase));
}

function candidatesOfRecord(prepared: PreparedRecord, phase: Phase): readonly Candidate[] {
  const { record, result, links, replaced } = prepared;
  const sourceId = record.id;
  const conflictsOf = (...rowIds: readonly string[]) =>
    prepared.conflicts.filter((conflict) => rowIds.includes(conflict.rowId));
  if (result.status === "alias") {
    const link = links.get(0);
    // A record merged away after it was loaded: its row is retired, never deleted (a delete would cascade).
    if (phase !== "finish" || !link?.isOurs) return [];
    const row = { part: 0, id: link.rowId, fields: {}, finish: result.retire };
    return [{ kind: "write", sourceId, phase, row, link, conflicts: conflictsOf(link.rowId) }];
  }
  if (result.status !== "mapped") return [];
  const wanted = result.rows.map(
    (row): Candidate => ({
      kind: "write",
      sourceId,
      phase,
      row,
      link: links.get(row.part) ?? null,
      conflicts: conflictsOf(row.id, replaced.get(row.part) ?? row.id),
    }),
  );
  // Finishing touches only rows that are there.
  if (phase === "finish") return wanted.filter((candidate) => candidate.link !== null);
  const surplus = [...links.values()].filter((link) => link.isOurs && link.part >= result.rows.length);
  return [...wanted, ...surplus.map((link) => removal(sourceId, link, conflictsOf(link.rowId)))];
}

/** A text became shorter: a continuation row is not needed any more. */
function removal(sourceId: string, link: Link, conflicts: readonly LiveConflict[]): Candidate {
  return {
    kind: "remove",
    sourceId,
    phase: "create",
    row: { part: link.part, id: link.rowId, fields: {}, finish: {} },
    link,
    conflicts,
  };
}

/** The fields a candidate stands for in its phase. */
export function fieldsOf(candidate: Candidate): Fields {
  return candidate.phase === "create" ? candidate.row.fields : candidate.row.finish;
}

/**
 * Columns a phase owns: creating and finishing never undo each other's values. A finishing column that is wanted no more
 * is still finishing's: a cancelled appointment loses the start it had when it was over.
 */
export function baseOf(map: ObjectMap, phase: Phase, written: Fields, wanted: Fields): Fields {
  const finish = new Set(map.finish.map((field) => field.column));
  const retire = new Set((map.retire ?? []).map((field) => field.column));
  const isOwned = (column: string) =>
    phase === "finish" ? column in wanted || finish.has(column) : !finish.has(column) && !retire.has(column);
  return Object.fromEntries(Object.entries(written).filter(([column]) => isOwned(column)));
}

/** The link after a candidate was settled. */
export function linkAfter(
  candidate: Candidate,
  mapping: string,
  table: Parameters<typeof digestFields>[1],
  change: { readonly version: string | null; readonly isTouched: boolean },
): Link {
  const previous = candidate.link;
  const digest = digestFields(fieldsOf(candidate), table);
  return {
    mapping,
    sourceId: candidate.sourceId,
    part: candidate.row.part,
    table: previous?.table ?? table.name,
    rowId: candidate.row.id,
    version: change.version ?? previous?.version ?? null,
    digest: candidate.phase === "create" ? digest : (previous?.digest ?? null),
    finishDigest: candidate.phase === "finish" ? digest : (previous?.finishDigest ?? null),
    aliasOf: previous?.aliasOf ?? null,
    isOurs: previous?.isOurs ?? true,
    isTouched: change.isTouched || (previous?.isTouched ?? false),
  };
}
