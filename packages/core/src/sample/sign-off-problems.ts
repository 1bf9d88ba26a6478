/** What a sign-off rests on. */
export interface SignOffFacts {
  readonly isLoaded: boolean;
  readonly isRunning: boolean;
  /** Whether the last load of the sample came to its end. */
  readonly isWhole: boolean;
  readonly isMapCurrent: boolean;
  readonly isPlanApproved: boolean;
  readonly isRehearsed: boolean;
  readonly open: number;
}

/** What stands in the way of signing the sample off, in words; empty when nothing does. */
export function signOffProblems(facts: SignOffFacts): readonly { readonly code: string; readonly words: string }[] {
  const { isLoaded, isRunning, isWhole, isMapCurrent, isPlanApproved, isRehearsed, open } = facts;
  const problem = (code: string, words: string) => ({ code, words });
  if (!isLoaded) return [problem("not-loaded", "The sample is not loaded yet.")];
  if (isRunning) return [problem("run-active", "Something is still running. Wait for its end.")];
  return [
    ...(isWhole ? [] : [problem("stopped", "The last load was stopped before its end. Load the sample again.")]),
    ...(isMapCurrent
      ? []
      : [problem("map-changed", "The map was changed after the sample was loaded. Re-run the affected records.")]),
    ...(isPlanApproved ? [] : [problem("plan-not-approved", "The schema plan is not approved as it stands.")]),
    ...(open === 0
      ? []
      : [
          problem(
            "differences-open",
            `${open === 1 ? "One record still needs" : `${open} records still need`} a look: correct the map, or comment and accept.`,
          ),
        ]),
    ...(isRehearsed ? [] : [problem("not-rehearsed", "The rollback was not rehearsed with these rows yet.")]),
  ];
}
