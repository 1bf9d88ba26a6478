import type { ConnectionCheck } from "@flit/core/connection-check";
import { Fault } from "@flit/core/fault";
import { Refusal } from "@flit/core/refusal";

/** What is being tried: its stable key and its name for people. */
export type CheckName = readonly [key: string, title: string];

export const passed = ([key, title]: CheckName, found: string): ConnectionCheck => ({
  key,
  title,
  verdict: "pass",
  found,
  whatToDo: "",
});

export const warned = ([key, title]: CheckName, found: string, whatToDo: string): ConnectionCheck => ({
  key,
  title,
  verdict: "warning",
  found,
  whatToDo,
});

export const failed = ([key, title]: CheckName, found: string, whatToDo: string): ConnectionCheck => ({
  key,
  title,
  verdict: "fail",
  found,
  whatToDo,
});

/** Checks that make no sense while an earlier one fails. */
export const skipped = (names: readonly CheckName[]): readonly ConnectionCheck[] =>
  names.map(([key, title]) => ({ key, title, verdict: "skipped", found: "Not tried: see above.", whatToDo: "" }));

/** What a try brought: its value, or the trouble that stopped it. Bugs go on as they are. */
export async function attempt<T>(
  work: () => Promise<T>,
): Promise<
  { readonly value: T; readonly trouble: null } | { readonly value: null; readonly trouble: Fault | Refusal }
> {
  try {
    return { value: await work(), trouble: null };
  } catch (error) {
    if (error instanceof Fault || error instanceof Refusal) return { value: null, trouble: error };
    throw error;
  }
}

/** Whether nothing answered at all. */
export function isUnreachable(trouble: Fault | Refusal): boolean {
  return trouble instanceof Fault && (trouble.kind === "unavailable" || trouble.kind === "timeout");
}
