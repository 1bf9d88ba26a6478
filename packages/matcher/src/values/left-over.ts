import type { TargetOption } from "@flit/core/value-matcher";
import { meaningsOf } from "./known-values.ts";

/** An option of the source with what its own words say. */
export interface Line {
  readonly option: string;
  /** What its words say it becomes; null while that is open. */
  readonly target: TargetOption | null;
  /** Whether its words say it so surely that others can be told by its place. */
  readonly isSure: boolean;
  /** Whether it may still become anything by its place. */
  readonly isOpen: boolean;
  /** What it surely is not. */
  readonly isNot: (target: TargetOption) => boolean;
}

/** What the place of an option among the others says of it. */
export interface Placed {
  readonly target: TargetOption;
  readonly probability: number;
  readonly reason: string;
}

/** A stretch of both lists between the same two neighbours. */
interface Stretch {
  readonly open: readonly number[];
  readonly free: readonly TargetOption[];
  readonly isLast: boolean;
}

/**
 * What options become whose words say nothing, by what is left: two lists of the same things mostly stand in the same order,
 * and what stands between the same neighbours on both sides is the same.
 */
export function leftOver(lines: readonly Line[], targets: readonly TargetOption[]): readonly (Placed | null)[] {
  const used = new Set(lines.map(({ target }) => target));
  const free = targets.filter((target) => !used.has(target) && !isRest(target.label));
  const found: (Placed | null)[] = lines.map(() => null);
  const place = (at: number, target: TargetOption, probability: number, reason: string) => {
    if (lines[at]?.isNot(target) === false) found[at] = { target, probability, reason };
  };
  for (const { open, free: own, isLast } of stretchesOf(lines, targets, free)) {
    const isEven = open.length === own.length;
    const chance = isEven ? (isLast ? 0.66 : 0.85) : 0.55;
    const reason = isEven
      ? "It has the same place in both lists, and nothing else is left there"
      : "It has about the same place in both lists";
    for (const [nth, target] of own.entries()) {
      const at = open[nth];
      if (at !== undefined) place(at, target, chance, reason);
    }
  }
  return found;
}

/** Fewer options than these show no order. */
const fewest = 3;

/** The stretches between options that are told by their words; none where the lists stand in different orders. */
function stretchesOf(
  lines: readonly Line[],
  targets: readonly TargetOption[],
  free: readonly TargetOption[],
): readonly Stretch[] {
  const anchors = lines.flatMap(({ target, isSure }, at) =>
    target !== null && isSure ? [{ at, place: targets.indexOf(target) }] : [],
  );
  const rising = longestRise(anchors);
  const isTold = rising.length > 0 || (lines.length === targets.length && lines.length >= fewest);
  if (!isTold || rising.length < anchors.length * 0.75 || lines.length < fewest) return [];
  const ends = [...rising, { at: lines.length, place: targets.length }];
  return ends.map((end, index): Stretch => {
    const begin = ends[index - 1] ?? { at: -1, place: -1 };
    return {
      open: lines.flatMap(({ isOpen, target }, at) =>
        at > begin.at && at < end.at && isOpen && target === null ? [at] : [],
      ),
      free: free.filter((one) => targets.indexOf(one) > begin.place && targets.indexOf(one) < end.place),
      isLast: end.at === lines.length,
    };
  });
}

interface Anchor {
  readonly at: number;
  readonly place: number;
}

/** The longest run of known pairs that stand in the same order on both sides. */
function longestRise(anchors: readonly Anchor[]): readonly Anchor[] {
  const runs: (readonly Anchor[])[] = [];
  for (const anchor of anchors) {
    const before = runs.filter((run) => (run.at(-1)?.place ?? -1) <= anchor.place);
    runs.push([...before.reduce((best, run) => (run.length > best.length ? run : best), []), anchor]);
  }
  return runs.reduce((best, run) => (run.length > best.length ? run : best), []);
}

const restMeanings = ["other", "unknown", "not stated", "prefer not to say", "not applicable", "no preference"];

/** What stands there for whatever is not listed is nothing's own place. */
function isRest(label: string): boolean {
  return meaningsOf(label).some((meaning) => restMeanings.includes(meaning));
}
