import { errorByChance, type Figures, figuresOf, mean } from "./figures.ts";
import type { Judged } from "./judged.ts";
import type { MapFigures } from "./map-figures.ts";
import type { ValueFigures } from "./values.ts";

interface JudgedClinic {
  readonly clinic: string;
  readonly product: readonly Judged[];
  readonly alone: readonly Judged[];
  readonly values: ValueFigures;
}

const kinds = ["fixed", "custom_field", "note_question"] as const;

/** Prints every figure per clinic, the mean of clinics, all rows together, and by kind. */
export function printClinics(clinics: readonly JudgedClinic[], isMissesWanted: boolean): void {
  for (const way of ["product", "alone"] as const) {
    say(
      way === "product"
        ? "\nAs the product proposes: fixed fields by the curated map, the rest by the matcher"
        : "\nThe matcher alone, fixed fields too",
    );
    const figures = clinics.map((clinic) => ({
      name: clinic.clinic,
      figures: figuresOf(clinic[way]),
      values: clinic.values.values > 0 ? clinic.values.accuracy : null,
    }));
    const all = clinics.flatMap((clinic) => clinic[way]);
    table([
      ...figures.map((one) => row(one.name, one.figures, one.values)),
      meanRow(figures.map((one) => row("", one.figures, one.values))),
      row("all rows", figuresOf(all), null),
      ...kinds.map((kind) => row(kind, figuresOf(all.filter((one) => one.kind === kind)), null)),
    ]);
    const byChance = mean(clinics.map((clinic) => errorByChance(clinic[way]) ?? 0)) ?? 0;
    say(
      `ECE with every probability exactly right, on as few rows: ${byChance.toFixed(3)} (mean of clinics), ${errorByChance(all)?.toFixed(3)} (all rows)`,
    );
  }
  if (isMissesWanted) for (const { clinic, product } of clinics) printMisses(clinic, product);
}

/** Prints what was found of each published map, and of all pairs. */
export function printMaps(maps: readonly { readonly name: string; readonly figures: MapFigures }[]): void {
  say("\nPublished maps");
  const cells = ({ pairs, columns, hit1, hit5, mrr, recallAtTruth }: MapFigures) => ({
    pairs,
    columns,
    "Hit@1": hit1,
    "Hit@5": hit5,
    MRR: mrr,
    "Recall@GT 1:1": recallAtTruth,
  });
  const pairs = maps.reduce((sum, { figures }) => sum + figures.pairs, 0);
  const overPairs = (of: (figures: MapFigures) => number) =>
    maps.reduce((sum, { figures }) => sum + of(figures) * figures.pairs, 0) / pairs;
  table([
    ...maps.map(({ name, figures }) => ({ name, ...cells(figures) })),
    {
      name: "all pairs",
      pairs,
      columns: null,
      "Hit@1": overPairs(({ hit1 }) => hit1),
      "Hit@5": overPairs(({ hit5 }) => hit5),
      MRR: overPairs(({ mrr }) => mrr),
      "Recall@GT 1:1": overPairs(({ recallAtTruth }) => recallAtTruth),
    },
  ]);
}

/** Prints how often values of choices were right, and what each band proved. */
export function printValues(title: string, { values, accuracy, exactAlone, ece, bands }: ValueFigures): void {
  const parts = bands.map(
    ({ band, coverage, precision }) => `${band} ${precision.toFixed(3)} of ${coverage.toFixed(3)}`,
  );
  say(`\n${title}`);
  say(
    `${values} values: ${accuracy.toFixed(3)} right (the same text alone ${exactAlone.toFixed(3)}), ECE ${ece.toFixed(3)}; right in each band: ${parts.join(", ")}`,
  );
}

type Cells = { readonly name: string; readonly [column: string]: string | number | null };

function row(name: string, figures: Figures, values: number | null): Cells {
  const { high, review, unsure } = figures;
  return {
    name,
    rows: figures.rows,
    "Hit@1": figures.hit1,
    "Hit@5": figures.hit5,
    MRR: figures.mrr,
    "Recall@GT": figures.recallAtTruth,
    "no target": figures.noTarget,
    create: figures.noTargetCreate,
    ignore: figures.noTargetIgnore,
    "false abstain": figures.falseAbstain,
    conflicts: figures.conflictRecall,
    polarity: figures.polarity,
    values,
    ECE: figures.ece,
    "High cov": high.coverage,
    prec: high.precision,
    "Review cov": review.coverage,
    "prec ": review.precision,
    "Unsure cov": unsure.coverage,
    clicks: figures.clicks,
  };
}

function meanRow(rows: readonly Cells[]): Cells {
  const [first] = rows;
  const names = Object.keys(first ?? {}).filter((column) => column !== "name");
  const means = names.map((column) => [
    column,
    mean(rows.flatMap((one) => (typeof one[column] === "number" ? one[column] : []))),
  ]);
  return { ...Object.fromEntries(means), name: "macro mean" };
}

function printMisses(clinic: string, rows: readonly Judged[]): void {
  say(`\n${clinic}: not right at once`);
  for (const { label, kind, decision, answer, rank, probability, isRight } of rows.filter((one) => !one.isRight))
    say(
      `  ${isRight ? "ok" : "  "} ${kind} “${label}”: should ${decision}, answered ${answer}, rank ${rank ?? "–"}, ${probability.toFixed(2)}`,
    );
}

function table(rows: readonly Cells[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((one) => columns.map((column) => cell(one[column] ?? null)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? "").length)));
  for (const line of cells)
    say(line.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join("  "));
}

function cell(value: string | number | null): string {
  if (value === null) return "–";
  return typeof value === "string" || (Number.isInteger(value) && value > 1) ? String(value) : value.toFixed(3);
}

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
