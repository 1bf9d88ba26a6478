import { isReconciled, issueCount, type MigrationReport } from "@flit/core/migration-report";
import { reasonInWords, takenBySibling } from "@flit/pairs/cliniko-dynamics365/reasons";

/** What became of an object's records, its maps added up. */
export interface ObjectSum {
  readonly object: string;
  /** Records: each counts once, whatever it became. */
  readonly source: number;
  readonly arrived: number;
  readonly leftOut: number;
  /** Rows: one record may become several. */
  readonly rows: number;
  readonly refused: number;
  readonly compared: number;
  readonly edited: number;
  readonly different: number;
}

type Book = MigrationReport["objects"][number];

/** The books by object, as people count. */
export function objectSums(made: Pick<MigrationReport, "objects">): readonly ObjectSum[] {
  return [...Map.groupBy(made.objects, (row) => row.object)].map(([object, group]) => {
    const own = group.filter(({ isDerived }) => !isDerived);
    // What the pair derives (a patient's folder, the price list) is no record of Cliniko's beside those that are.
    const lists = [...Map.groupBy(own.length > 0 ? own : group, ({ list }) => list).values()];
    const sum = (count: (row: Book) => number) => group.reduce((all, row) => all + count(row), 0);
    const records = (count: (row: Book) => number) => lists.reduce((all, list) => all + once(list, count), 0);
    return {
      object,
      source: lists.reduce((all, [first]) => all + (first?.source ?? 0), 0),
      arrived: records(rowsOf),
      leftOut: records((row) => total(leftOut(row))),
      rows: sum(rowsOf),
      refused: sum((row) => total(row.rejected)),
      compared: sum((row) => row.verified + row.edited),
      edited: sum((row) => row.edited),
      different: sum((row) => row.mismatched),
    };
  });
}

function rowsOf(row: Book): number {
  return row.created + row.updated + row.matched;
}

/** Records of a list: maps that share it among them add up, maps that each read all of it say the same. */
function once(list: readonly Book[], count: (row: Book) => number): number {
  const isShared = list.some(({ skipped }) => skipped.some(({ reason }) => reason === takenBySibling));
  const counts = list.map(count);
  return isShared ? counts.reduce((all, one) => all + one, 0) : Math.max(0, ...counts);
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
    return `Complete with ${issues === 1 ? "one issue" : `${issues} issues`} for a person to look at; everything else arrived and was compared field by field.`;
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
