import type { MeasureKind } from "./reconcile-plan.ts";

/** What reading a migration back found that is not as it should be, or that a person should know. */
export const findingKinds = ["mismatched", "missing", "extra", "duplicate", "edited", "owner-disabled"] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One finding by ids; values are never kept. */
export interface Finding {
  readonly kind: FindingKind;
  /** Empty for a row that belongs to no mapping. */
  readonly mapping: string;
  readonly table: string;
  readonly sourceId: string | null;
  readonly rowId: string | null;
  /** Column that differs; null when it concerns the whole row. */
  readonly column: string | null;
}

/** A row of ours as it stands in the destination, with what the proof file says of it. */
export interface SurveyedRow {
  readonly mapping: string;
  readonly sourceId: string;
  readonly part: number;
  readonly table: string;
  readonly rowId: string;
  /** Row of the patient it belongs to. */
  readonly patientRowId: string | null;
  /** Base64url of the cells' salted digests, 16 bytes each, in the order of the mapping's columns. */
  readonly cells: string;
  /** Hex. */
  readonly leaf: string;
}

export interface TotalEntry {
  readonly kind: MeasureKind;
  readonly mapping: string;
  readonly side: "source" | "destination";
  /** `<period>|<id>`: ids of users and rows, never names. */
  readonly key: string;
  readonly count: number;
  /** Decimal text; null where nothing is added up. Sealed. */
  readonly amount: string | null;
}

/** What a run's proof was made with. */
export interface StoredProof {
  /** Hex; sealed. Whoever holds it can test guesses against the proof file. */
  readonly key: string;
  readonly root: string | null;
  /** First line of the proof file as it was hashed: the root is of these very characters. */
  readonly head: string | null;
}

/** Everything a run that reads back found out, by run. */
export interface ReconcileStore {
  putFindings(migrationId: string, runId: string, findings: readonly Finding[]): Promise<void>;
  findings(
    runId: string,
    at: {
      readonly kind: FindingKind | null;
      readonly mapping: string | null;
      readonly column?: string | null;
      readonly after: number;
      readonly limit: number;
    },
  ): Promise<readonly (Finding & { readonly position: number })[]>;
  /** Findings and distinct records behind them. */
  findingCount(runId: string): Promise<
    readonly {
      readonly kind: FindingKind;
      readonly mapping: string;
      readonly column: string | null;
      readonly records: number;
    }[]
  >;
  /** Records of each mapping with a finding of a kind. */
  recordCount(
    runId: string,
  ): Promise<readonly { readonly kind: FindingKind; readonly mapping: string; readonly records: number }[]>;
  putRows(migrationId: string, runId: string, rows: readonly SurveyedRow[]): Promise<void>;
  /** Rows and records found by mapping. */
  rowCount(
    runId: string,
  ): Promise<readonly { readonly mapping: string; readonly rows: number; readonly records: number }[]>;
  /** Rows of a mapping in the proof's order (source id, part, row id), after one of them. */
  rows(
    runId: string,
    mapping: string,
    after: Pick<SurveyedRow, "sourceId" | "part" | "rowId"> | null,
    limit: number,
  ): Promise<readonly SurveyedRow[]>;
  /** Rows of one record, and of the records that hang on its row. */
  rowsOfPatient(runId: string, mapping: string, sourceId: string): Promise<readonly SurveyedRow[]>;
  /** Rows of ours in these tables that a survey did not meet and of which no finding tells yet, in row id order. */
  unmet(
    migrationId: string,
    runId: string,
    tables: readonly string[],
    afterRowId: string,
    limit: number,
  ): Promise<readonly Finding[]>;
  addTotals(migrationId: string, runId: string, entries: readonly TotalEntry[]): Promise<void>;
  totals(runId: string, kinds: readonly MeasureKind[]): Promise<readonly TotalEntry[]>;
  /** Keys whose two sides differ in count. */
  unequalCounts(
    runId: string,
    kind: MeasureKind,
    limit: number,
  ): Promise<readonly { readonly key: string; readonly source: number; readonly destination: number }[]>;
  /** Forgets what a survey of a table has found so far: it begins anew. */
  clearSurvey(runId: string, table: string, mappings: readonly string[]): Promise<void>;
  /** Forgets rows, findings, totals and proofs of all runs of a migration but this one and running ones. */
  keepOnly(migrationId: string, runId: string): Promise<void>;
  /** The run's proof; its key is made when it is asked for first. */
  openProof(migrationId: string, runId: string): Promise<StoredProof>;
  /** Null when the run surveyed nothing. */
  proof(runId: string): Promise<StoredProof | null>;
  closeProof(runId: string, root: string, head: string): Promise<void>;
}
