import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TargetOption, ValueMapProposal } from "@flit/core/value-matcher";
import { proposeValues } from "@flit/matcher/values/propose-values";
import type { GoldClinic } from "./gold-clinic.ts";

/** How often proposed values were right. */
export interface ValueFigures {
  readonly values: number;
  readonly right: number;
  readonly accuracy: number;
  /** Of values that have a right option, and of those that have none and must be left open. */
  readonly withTarget: { readonly values: number; readonly right: number };
  readonly withoutTarget: { readonly values: number; readonly right: number };
  /** What the same text alone would get of those with a target. */
  readonly exactAlone: number;
  /** Expected calibration error over ten bins, and what the bands hold. */
  readonly ece: number;
  readonly bands: readonly { readonly band: string; readonly coverage: number; readonly precision: number }[];
  readonly byFile: readonly { readonly file: string; readonly values: number; readonly right: number }[];
  readonly misses: readonly {
    readonly file: string;
    readonly option: string;
    readonly got: string;
    readonly wanted: string;
  }[];
}

/** An option, what it was to become and what is right. */
export interface JudgedValue {
  readonly file: string;
  readonly option: string;
  readonly got: string;
  readonly wanted: string;
  readonly isRight: boolean;
  readonly hasTarget: boolean;
  readonly isExact: boolean;
  readonly probability: number;
  readonly band: string;
}

const numberTypes = new Set(["Integer", "Decimal", "Double", "Money", "BigInt"]);

/** Value maps of labelled clinics: each option of a row with a `valueMap`, given the right column; under conditions, all together. */
export function measureGoldValues(
  clinics: readonly GoldClinic[],
  under: (judgeAll: () => readonly JudgedValue[]) => readonly JudgedValue[] = (judgeAll) => judgeAll(),
): ValueFigures {
  return figuresOf(
    under(() =>
      clinics.flatMap(({ clinic, sources, targets, gold }) =>
        gold.flatMap(({ source: id, target: column, valueMap }) => {
          const source = sources.find((one) => one.id === id);
          const target = targets.find((one) => one.id === column);
          if (!source?.options || !target || !valueMap) return [];
          const given = source.options.map((one) => (typeof one === "string" ? one : one.label));
          const options = target.options ?? [];
          const label = target.label ?? target.id;
          const isNumber = options.length === 0 && numberTypes.has(target.type);
          const proposal = proposeValues({ label: source.label, options: given }, { label, options, isNumber });
          const wanted = new Map(
            Object.entries(valueMap).map(([key, value]) => [key, value === null ? [] : [String(value)]]),
          );
          return judge(clinic, proposal, wanted, options);
        }),
      ),
    ),
  );
}

/** Published concept maps: each code's text against the displays among the targets of its file. */
export function measureHl7Values(folder: string): ValueFigures {
  const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return figuresOf(
    files.flatMap((file) => {
      const rows = conceptRows(readFileSync(join(folder, file), "utf8"));
      // Rows pair their options: in another order, so that it tells nothing.
      const options = [
        ...new Map(rows.flatMap(({ target }) => (target ? [[target.value, target]] : []))).values(),
      ].toSorted((a, b) => a.label.localeCompare(b.label, "en"));
      const codes = new Map(rows.map(({ source, code }) => [source, code]));
      const sources = [...codes.keys()].filter((source) => source !== "");
      if (options.length === 0 || sources.length === 0) return [];
      const label = file.replace(/^HL7_Concept_Map__/, "").replace(/[_ -]*Sheet1.*$/, "");
      const texts = sources.map((source) => ({ label: source, code: codes.get(source) ?? "" }));
      const proposal = proposeValues({ label, options: texts }, { label, options });
      const wanted = new Map(
        sources.map((source) => [
          source,
          rows.flatMap((row) => (row.source === source && row.target ? [String(row.target.value)] : [])),
        ]),
      );
      return judge(file, proposal, wanted, options);
    }),
  );
}

function conceptRows(text: string) {
  const [, head = [], ...rows] = parseCsv(text);
  const codes = head.flatMap((name, index) => (name.trim() === "Code" ? [index] : []));
  const display = head.indexOf("Display");
  const [, targetCode = -1] = codes;
  return rows.map((row) => {
    const at = (index: number) => row[index]?.trim() ?? "";
    const value = at(targetCode) || at(display);
    const target: TargetOption | null = value === "" ? null : { value, label: at(display) || value };
    return { source: at(1) || at(0), code: at(0), target };
  });
}

function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ",") endCell();
    else if (letter === "\n") {
      endCell();
      rows.push([]);
    } else if (letter !== "\r" && letter !== "\uFEFF") cell += letter;
  }
  endCell();
  return rows;
}

function judge(
  file: string,
  proposal: ValueMapProposal,
  wanted: ReadonlyMap<string, readonly string[]>,
  options: readonly TargetOption[],
): readonly JudgedValue[] {
  const labelOf = (value: string) => options.find((one) => String(one.value) === value)?.label ?? value;
  return proposal.values.flatMap((one): readonly JudgedValue[] => {
    const right = wanted.get(one.option);
    if (right === undefined) return [];
    const isRight =
      one.target === null
        ? right.length === 0
        : [String(one.target.value), one.target.label].some((name) => right.includes(name));
    const text = one.option.trim().toLowerCase();
    const isExact = right.some((value) => labelOf(value).trim().toLowerCase() === text);
    return [
      {
        file,
        option: one.option,
        got: one.target?.label ?? "–",
        wanted: right.map(labelOf).join(" | ") || "–",
        isRight,
        hasTarget: right.length > 0,
        isExact,
        probability: one.probability,
        band: one.band,
      },
    ];
  });
}

function figuresOf(judged: readonly JudgedValue[]): ValueFigures {
  const right = (some: readonly JudgedValue[]) => some.filter(({ isRight }) => isRight).length;
  const tally = (some: readonly JudgedValue[]) => ({ values: some.length, right: right(some) });
  const withTarget = judged.filter(({ hasTarget }) => hasTarget);
  const bins = Map.groupBy(judged, ({ probability }) => Math.min(9, Math.floor(probability * 10)));
  const gap = (some: readonly JudgedValue[]) =>
    Math.abs(right(some) - some.reduce((sum, { probability }) => sum + probability, 0));
  return {
    ...tally(judged),
    accuracy: right(judged) / (judged.length || 1),
    withTarget: tally(withTarget),
    withoutTarget: tally(judged.filter(({ hasTarget }) => !hasTarget)),
    exactAlone: withTarget.filter(({ isExact }) => isExact).length / (withTarget.length || 1),
    ece: [...bins.values()].reduce((sum, some) => sum + gap(some), 0) / (judged.length || 1),
    bands: ["high", "review", "unsure"].map((band) => {
      const own = judged.filter((one) => one.band === band);
      return { band, coverage: own.length / (judged.length || 1), precision: right(own) / (own.length || 1) };
    }),
    byFile: [...Map.groupBy(judged, ({ file }) => file)].map(([file, own]) => ({ file, ...tally(own) })),
    misses: judged
      .filter(({ isRight }) => !isRight)
      .map(({ file, option, got, wanted }) => ({ file, option, got, wanted })),
  };
}
