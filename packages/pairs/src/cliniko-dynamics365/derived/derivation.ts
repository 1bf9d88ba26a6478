import type { Json, SourceRecord } from "@flit/core/record";

/** A source object made out of others while they are read. */
export interface Derivation {
  readonly object: string;
  readonly from: readonly string[];
  derive(record: SourceRecord): readonly SourceRecord[];
  /** Commutative and idempotent: pages may arrive twice and in any order. */
  merge(existing: SourceRecord, next: SourceRecord): SourceRecord;
}

/** A derived record with the dates of the record it was made of. */
export function derivedFrom(
  origin: SourceRecord,
  object: string,
  id: string,
  fields: SourceRecord["fields"],
  links: readonly string[] = [],
): SourceRecord {
  const { createdAt, updatedAt, removedAt } = origin;
  return { object, id, createdAt, updatedAt, removedAt, fields, links };
}

/** The newer of two versions of the same record; content decides between equally old ones, so order never does. */
export function newest(existing: SourceRecord, next: SourceRecord): SourceRecord {
  const [before, after] = [existing.updatedAt ?? "", next.updatedAt ?? ""];
  if (before !== after) return before > after ? existing : next;
  return JSON.stringify(existing.fields) >= JSON.stringify(next.fields) ? existing : next;
}

/** Trimmed text of a field, null when there is none. */
export function textOf(record: SourceRecord, key: string): string | null {
  return trimmed(record.fields[key] ?? null);
}

/** Trimmed text of a value, null when there is none. */
export function trimmed(value: Json): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
