import { noMemory, type SourceField, type TargetColumn } from "@flit/core/matcher";
import { type Calibration, signalNames, signalsOf } from "@flit/matcher/calibration";
import { rankedCandidates } from "@flit/matcher/ranked-candidates";
import { whileForgetting } from "@flit/matcher/words/forgetting";

/** Fields with what is right for them: columns, or none. */
export interface Labelled {
  /** What is left out as one when figures are taken by leaving out. */
  readonly name: string;
  readonly fields: readonly SourceField[];
  readonly columns: readonly TargetColumn[];
  readonly right: ReadonlyMap<string, readonly string[]>;
  readonly weight: number;
}

interface Example {
  readonly signals: readonly number[];
  readonly isTrue: boolean;
  readonly weight: number;
}

/** Candidates of a field that are learned from. */
const learnedFrom = 3;
/** A quarter of the columns is hidden each time, so that "none of these" is learned too. */
const parts = 4;
/** Pulls every weight to 0: a few hundred labels teach little. */
const pull = 0.3;
const steps = 400;

/**
 * What the matcher knows while examples are taken: everything, and with a share of its word lists forgotten. Lists grow with
 * every clinic that is labelled; the next clinic uses words that no list has, and must be answered as carefully as that.
 */
const states = [
  { share: 0, seed: 0, weight: 1.5, isLatestForgotten: false },
  { share: 0, seed: 1, weight: 2, isLatestForgotten: true },
  { share: 0.2, seed: 2, weight: 0.5, isLatestForgotten: false },
  { share: 0.2, seed: 3, weight: 0.5, isLatestForgotten: true },
  { share: 0.4, seed: 4, weight: 0.25, isLatestForgotten: false },
] as const;
type State = (typeof states)[number];

/** Fits both models on labelled fields, with all columns there and with a quarter hidden, with all words known and some forgotten. */
export function fitCalibration(all: readonly Labelled[]): Calibration {
  const examples = all.flatMap((labelled) =>
    states.flatMap((state) => hiddenParts(state).map((hidden) => examplesOf(labelled, hidden, state))),
  );
  return {
    column: logisticFit(examples.flatMap(({ column }) => column)),
    none: logisticFit(examples.flatMap(({ none }) => none)),
  };
}

/** All columns there, then without each part; where words are forgotten that is enough of hiding. */
function hiddenParts({ share }: State): readonly (number | null)[] {
  return share > 0 ? [null] : [null, 0, 1, 2, 3];
}

interface Examples {
  readonly column: readonly Example[];
  readonly none: readonly Example[];
}

const remembered = new WeakMap<Labelled, Map<string, Examples>>();

function examplesOf(labelled: Labelled, hidden: number | null, state: State): Examples {
  const known = remembered.get(labelled) ?? new Map<string, Examples>();
  remembered.set(labelled, known);
  const key = `${hidden} ${state.seed}`;
  const examples =
    known.get(key) ??
    whileForgetting(
      state.share,
      state.seed,
      () => findExamples(labelled, hidden, state.weight),
      state.isLatestForgotten,
    );
  known.set(key, examples);
  return examples;
}

function findExamples(
  { fields, columns, right, weight: counts }: Labelled,
  hidden: number | null,
  stateCounts: number,
): Examples {
  const weight = counts * stateCounts;
  const rightNames = [...new Set([...right.values()].flat())].sort();
  const isHidden = (name: string) => hidden !== null && rightNames.indexOf(name) % parts === hidden;
  const { elements, candidates, standings } = rankedCandidates(
    fields,
    columns.filter(({ name }) => !isHidden(name)),
    noMemory,
  );
  // With all columns there the share of fields without one is what clinics have: it counts several times as much as all the hidden ones.
  const own = weight * (hidden === null ? 2 : 0.15);
  const column: Example[] = [];
  const none: Example[] = [];
  for (const [at, element] of elements.entries()) {
    const list = candidates[at] ?? [];
    const standing = standings[at];
    if (standing === undefined) continue;
    const names = (right.get(element.field.id) ?? []).filter((name) => !isHidden(name));
    for (const candidate of list.slice(0, learnedFrom))
      column.push({
        signals: signalsOf(element, candidate, list, standing),
        isTrue: names.includes(candidate.column.column.name),
        weight: own,
      });
    none.push({ signals: signalsOf(element, list[0], list, standing), isTrue: names.length === 0, weight: own });
  }
  return { column, none };
}

function logisticFit(examples: readonly Example[]): readonly number[] {
  const size = signalNames.length;
  const signals = Float64Array.from(examples.flatMap((example) => example.signals));
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const share = Float64Array.from(examples, ({ weight }) => weight / total);
  const truth = Float64Array.from(examples, ({ isTrue }) => (isTrue ? 1 : 0));
  const [weights, velocity, slope] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let step = 0; step < steps; step++) {
    for (let at = 0; at < size; at++) slope[at] = at === 0 ? 0 : (pull * (weights[at] ?? 0)) / total;
    for (let row = 0; row < share.length; row++) {
      const start = row * size;
      let sum = 0;
      for (let at = 0; at < size; at++) sum += (signals[start + at] ?? 0) * (weights[at] ?? 0);
      const miss = (1 / (1 + Math.exp(-sum)) - (truth[row] ?? 0)) * (share[row] ?? 0);
      for (let at = 0; at < size; at++) slope[at] = (slope[at] ?? 0) + miss * (signals[start + at] ?? 0);
    }
    for (let at = 0; at < size; at++) {
      velocity[at] = 0.9 * (velocity[at] ?? 0) + (slope[at] ?? 0);
      weights[at] = (weights[at] ?? 0) - 0.4 * (velocity[at] ?? 0);
    }
  }
  return [...weights].map((weight) => Math.round(weight * 1_000) / 1_000);
}
