import { isReconciled, issueCount, type MigrationReport } from "@flit/core/migration-report";
import { reasonInWords, takenBySibling } from "@flit/pairs/cliniko-dynamics365/reasons";

/** What became of an object's records, its maps added up. */
export interface ObjectSum {
  readonly object: string;
  /** Records in Cliniko that its largest map reads. */
  readonly source: number;
  readonly arrived: number;
  readonly leftOut: number;
  readonly refused: number;
  readonly compared: number;
  readonly edited: number;
  readonly different: number;
}

/** The books by object, as people count. */
export function objectSums(made: MigrationReport): readonly ObjectSum[] {
  return [...Map.groupBy(made.objects, (row) => row.object)].map(([object, group]) => ({
    object,
    source: Math.max(0, ...group.map((row) => row.source)),
    arrived: group.reduce((sum, row) => sum + row.created + row.updated + row.matched, 0),
    leftOut: group.reduce((sum, row) => sum + total(leftOut(row)), 0),
    refused: group.reduce((sum, row) => sum + total(row.rejected), 0),
    compared: group.reduce((sum, row) => sum + row.verified + row.edited, 0),
    edited: group.reduce((sum, row) => sum + row.edited, 0),
    different: group.reduce((sum, row) => sum + row.mismatched, 0),
  }));
}

export interface ReasonSum {
  readonly object: string;
  readonly count: number;
  readonly what: "left out" | "refused";
  readonly reason: string;
}

/** Why records were left out or refused, in words, per object. */
export function reasonsOf(made: MigrationReport): readonly ReasonSum[] {
  const sums = new Map<string, ReasonSum>();
  for (const row of made.objects) {
    for (const [what, entries] of [
      ["left out", leftOut(row)],
      ["refused", row.rejected],
    ] as const) {
      for (const entry of entries) {
        const key = [row.object, what, entry.reason].join();
        const count = (sums.get(key)?.count ?? 0) + entry.count;
        sums.set(key, { object: row.object, count, what, reason: reasonInWords(entry.reason) });
      }
    }
  }
  return [...sums.values()];
}

/** Where deletions could not be looked for; null where they could everywhere. */
export function blindSpot({ notCounted }: MigrationReport): string | null {
  if (notCounted.length === 0) return null;
  return `What was deleted for good in ${notCounted.map(inWords).join(", ")} is not known: use an administrator's key`;
}

/** How many records of each of Cliniko's lists were deleted for good since they were read. */
export function vanishedOf(made: MigrationReport): readonly { readonly object: string; readonly count: number }[] {
  return [...Map.groupBy(made.vanished, ({ object }) => object)].map(([object, group]) => ({
    object: inWords(object),
    count: group.length,
  }));
}

/** Rows a rollback kept. */
export function keptCount({ rollback }: MigrationReport): number {
  return rollback === undefined ? 0 : (rollback.keptCount ?? rollback.kept.length);
}

/** One sentence that a clinic owner understands. */
export function verdict(made: MigrationReport): string {
  if (made.rollback) {
    const { deleted, filesRemoved, provedEqual } = made.rollback;
    const taken = `${deleted.toLocaleString("en")} rows and ${filesRemoved.toLocaleString("en")} files were taken back`;
    return provedEqual
      ? `Dynamics is as it was before: ${taken}, and reading back proved it.`
      : `Dynamics is not quite as before: ${taken}, ${keptCount(made)} rows were kept because people use or changed them.`;
  }
  if (!isReconciled(made)) return "Not complete: some records are unaccounted for or differ.";
  const issues = issueCount(made);
  if (issues > 0)
    return `Complete with ${issues} issue(s) for a person to look at; everything else arrived and was compared field by field.`;
  return "Complete: every record is accounted for and every mapped field was read back and compared.";
}

/** What was left out for good: not what a sibling map of the same object takes. */
function leftOut(row: MigrationReport["objects"][number]) {
  return row.skipped.filter(({ reason }) => reason !== takenBySibling);
}

function inWords(object: string): string {
  return object.replaceAll("_", " ");
}

function total(entries: readonly { readonly count: number }[]): number {
  return entries.reduce((all, entry) => all + entry.count, 0);
}
