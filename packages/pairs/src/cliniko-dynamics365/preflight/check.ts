import type { PreflightCheck } from "@flit/core/audit-report";
import type { SourceCheck } from "@flit/core/connector";
import type { DestinationDescription, DestinationUser } from "@flit/core/destination";
import type { ObjectMap } from "@flit/core/mapping";
import type { OwnerResolution } from "@flit/core/owner-resolution";
import type { SchemaPlan } from "@flit/core/plan";
import type { PairOptions } from "../pair-options.ts";

/** What the audit knows when it asks. Counts that were not taken are null, never 0. */
export interface PreflightInputs {
  readonly source: SourceCheck;
  readonly staged: readonly { readonly object: string; readonly count: number; readonly removed: number }[];
  readonly inactivePractitioners: number;
  readonly mergedPatients: number | null;
  /** E-mail addresses that several patients share. */
  readonly sharedEmails: number | null;
  /** Values longer than their column, by column. */
  readonly tooLong: readonly { readonly table: string; readonly column: string; readonly count: number }[] | null;
  /** Values that no choice table knows. */
  readonly unknownChoices: number | null;
  /** Zones the clinic's locations stand in. */
  readonly timeZones: readonly string[];
  readonly currencySymbol: string | null;
  readonly live: DestinationDescription;
  readonly plan: SchemaPlan;
  readonly users: readonly DestinationUser[];
  readonly owners: readonly OwnerResolution[];
  readonly maps: readonly ObjectMap[];
  readonly options: PairOptions;
}

export type Check = (inputs: PreflightInputs) => PreflightCheck;

/** What a check finds: its verdict and why. */
type Finding = Pick<PreflightCheck, "verdict" | "why">;

/** Declares one check with its advice. */
export function check(key: string, title: string, whatToDo: string, find: (inputs: PreflightInputs) => Finding): Check {
  return (inputs) => {
    const { verdict, why } = find(inputs);
    return { key, title, verdict, why, whatToDo: verdict === "pass" ? "Nothing." : whatToDo };
  };
}

export const pass = (why: string): Finding => ({ verdict: "pass", why });
export const warning = (why: string): Finding => ({ verdict: "warning", why });
export const blocking = (why: string): Finding => ({ verdict: "blocking", why });

/** Rows the maps would write, creating and finishing apart. */
export function plannedWrites({ maps, staged }: Pick<PreflightInputs, "maps" | "staged">): number {
  const counts = new Map(staged.map(({ object, count }) => [object, count]));
  return maps.reduce((sum, map) => sum + (counts.get(map.source.object) ?? 0) * (map.finish.length > 0 ? 2 : 1), 0);
}
