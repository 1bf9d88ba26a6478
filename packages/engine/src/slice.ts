import type { StoreTransaction } from "@flit/core/ports";
import type { Progress, StepCursor, StepLease } from "@flit/core/run";
import type { MigrationContext } from "./context.ts";

/** How one bounded piece of a step ended; what it did is already committed with its cursor. */
export type SliceEnd =
  | { readonly next: "again"; readonly lease: StepLease }
  /** `lease` when the last slice moved the step's progress. */
  | { readonly next: "done"; readonly lease?: StepLease }
  /** `lease` when the slice moved the step's cursor. */
  | { readonly next: "wait"; readonly delayMs: number; readonly reason: string; readonly lease?: StepLease }
  /** A person has to look before it goes on; `reason` is a code. The cursor of `lease` says where it does. */
  | { readonly next: "stop"; readonly lease: StepLease; readonly reason: string };

/** Records of a slice, the same for a small clinic and a large one: steps run side by side, each with its slice in memory. */
export const sliceSize = 250;

/** Work of one step kind. */
export type SliceHandler = (context: MigrationContext, lease: StepLease) => Promise<SliceEnd>;

/** Moves the cursor inside the transaction of the slice's results and keeps the lease. */
export async function advance(
  tx: StoreTransaction,
  lease: StepLease,
  change: { readonly cursor: StepCursor | null; readonly progress: Progress },
): Promise<StepLease> {
  await tx.runs.save(lease, { state: "pending", ...change, keep: true });
  return { ...lease, step: { ...lease.step, ...change } };
}

/** A number kept in a step's cursor. */
export function cursorNumber(lease: StepLease, name: string): number {
  const value = lease.step.cursor?.[name];
  return typeof value === "number" ? value : 0;
}

/** Text kept in a step's cursor. */
export function cursorText(lease: StepLease, name: string): string | null {
  const value = lease.step.cursor?.[name];
  return typeof value === "string" ? value : null;
}
