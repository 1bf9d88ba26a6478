import type { FieldValue } from "@flit/core/destination";
import type { ObjectMap } from "@flit/core/mapping";
import type { ReconcilePlan } from "@flit/core/reconcile-plan";
import type { SourceRecord } from "@flit/core/record";
import type { EdgeCase } from "@flit/core/sample/edge-case";

/** A source object made by the pair out of others: companies out of contacts, profiles out of patients. */
export interface Derivation {
  readonly object: string;
  readonly from: readonly string[];
  derive(record: SourceRecord): readonly SourceRecord[];
  /** Commutative and idempotent: pages may arrive twice and in any order. */
  merge(existing: SourceRecord, next: SourceRecord): SourceRecord;
}

/** Where files come from and how their path in the library is made. */
export interface FilePlan {
  /** Key under which files have ids, ledger entries and accounts. */
  readonly mapping: string;
  /** Source object of the files. */
  readonly object: string;
  /** Link field of a file that names the record it belongs to, and that record's object and mapping. */
  readonly owner: { readonly link: string; readonly object: string; readonly mapping: string };
  /** Reason to leave a file out, or null. */
  skip(file: SourceRecord): string | null;
  path(file: SourceRecord, owner: SourceRecord, ownerRowId: string): string;
}

/** What the engine asks of a pair of platforms, fixed for one migration. */
export interface Pair {
  readonly maps: readonly ObjectMap[];
  readonly derivations: readonly Derivation[];
  readonly files: FilePlan | null;
  /** Fields that hold names of people and organisations, by source object: what records are looked for by. */
  readonly names: { readonly [object: string]: readonly string[] };
  /** Cases known to go wrong, which a sample should show. */
  readonly edgeCases?: readonly EdgeCase[];
  readonly reconcile: ReconcilePlan;
  /** Tables whose rows the platform adds up into another row, and the lookup that names it: it then writes there as well. */
  readonly summedInto: { readonly [table: string]: { readonly table: string; readonly column: string } };
  /** Values by name for `environment` expressions beyond those every destination has. */
  readonly environment: { readonly [name: string]: FieldValue };
}
