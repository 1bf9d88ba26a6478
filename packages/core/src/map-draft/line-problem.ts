import type { DestinationTable } from "../destination.ts";
import type { FieldProfile } from "../field-profile.ts";
import type { MapLine } from "../map-line.ts";
import type { MapNote } from "../mapping.ts";
import type { CuratedMap } from "./curated-map.ts";

export const problemCodes = [
  "table-missing",
  "column-missing",
  "not-writable",
  "duplicate-column",
  "type-mismatch",
  "own-column",
  "required-unmapped",
  "too-long",
  "unreadable",
  "unknown-choice",
  "lossy",
] as const;

/** What is wrong with a line, in words: what, which records, what to do. Counts only, never a value. */
export interface LineProblem {
  readonly lineId: string;
  readonly code: (typeof problemCodes)[number];
  readonly severity: "blocking" | "warning";
  readonly what: string;
  readonly which: string;
  readonly whatToDo: string;
}

/** What trying the map on every record found, per column. */
export interface LineFinding {
  readonly table: string;
  readonly column: string;
  readonly kind: MapNote["kind"];
  readonly count: number;
}

/** Everything the lines of a map are checked against. */
export interface ProblemContext {
  readonly curated: CuratedMap;
  readonly lines: readonly MapLine[];
  /** Tables as they will be once the plan, people's own columns included, is carried out. */
  readonly tables: { readonly [name: string]: DestinationTable };
  readonly profiles: readonly FieldProfile[];
  readonly findings: readonly LineFinding[];
}

/** Makes problems of a line. */
export function problemOf({ id: lineId }: MapLine) {
  return (
    code: LineProblem["code"],
    severity: LineProblem["severity"],
    what: string,
    which: string,
    whatToDo: string,
  ): LineProblem => ({ lineId, code, severity, what, which, whatToDo });
}
