import type { Run, Step } from "./run.ts";

/** As of when an object stands in the destination. */
export interface Freshness {
  readonly mapping: string;
  /** The source as it was at this instant; null before the object was ever loaded. */
  readonly asOf: string | null;
  /** The run that brought it there. */
  readonly runId: string | null;
}

/** What each object's newest finished loading says. A pass counts for an object as soon as that object is through. */
export function freshnessOf(
  mappings: readonly string[],
  runs: readonly { readonly run: Run; readonly steps: readonly Pick<Step, "kind" | "subject" | "state">[] }[],
): readonly Freshness[] {
  const newest = runs
    .filter(({ run }) => run.kind === "load" || run.kind === "delta")
    .toSorted((one, other) => Date.parse(other.run.cutOff) - Date.parse(one.run.cutOff));
  return mappings.map((mapping) => {
    const found = newest.find(({ steps }) => {
      const own = steps.filter(({ kind, subject }) => (kind === "load" || kind === "finish") && subject === mapping);
      return own.some(({ kind }) => kind === "load") && own.every(({ state }) => state === "done");
    });
    return { mapping, asOf: found?.run.cutOff ?? null, runId: found?.run.id ?? null };
  });
}
