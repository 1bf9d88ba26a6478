import type { Expression } from "@flit/core/mapping";

/** One thing words can mean; `label` tells it apart from the others. */
export interface Meaning {
  readonly label: string;
  readonly value: Expression;
}

/** What words mean: nothing, one thing, or several between which people choose. */
export interface Reading {
  /** What to ask when there are several, or when the one was not said plainly. */
  readonly question: string;
  readonly meanings: readonly Meaning[];
  /** Whether the one meaning was said plainly. */
  readonly isPlain: boolean;
}

/** What was said plainly. */
export function plainly(value: Expression): Reading {
  return { question: "", meanings: [{ label: "", value }], isPlain: true };
}

/** What has to be asked. */
export function asked(question: string, meanings: readonly Meaning[]): Reading {
  return { question, meanings, isPlain: false };
}

const mostMeanings = 6;

/** What follows from each meaning; what has to be asked first is asked. */
export function following(reading: Reading, next: (value: Expression) => Reading | null): Reading | null {
  const readings = reading.meanings.map(({ label, value }) => ({ label, next: next(value) }));
  const meanings = readings.flatMap((one) =>
    (one.next?.meanings ?? []).map(({ label, value }) => ({
      label: [one.label, label].filter((part) => part !== "").join(", "),
      value,
    })),
  );
  const [first] = readings;
  if (!first?.next || meanings.length === 0) return null;
  return {
    question: reading.isPlain ? first.next.question : reading.question,
    meanings: meanings.slice(0, mostMeanings),
    isPlain: reading.isPlain && first.next.isPlain,
  };
}
