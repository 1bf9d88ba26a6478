import type { Fault } from "./fault.ts";

/** Why a step stopped: codes and names of schema, never a value. */
export interface StepFailure {
  readonly code: string;
  /** What was being done: a plan item's key, for one. */
  readonly at: string | null;
  /** Name of the right that is missing. */
  readonly lacking: string | null;
}

const separator = " | ";

/** A fault as a step remembers it, in one line of text. */
export function stepFailureText({ code, at, lacking }: Pick<Fault, "code" | "at" | "lacking">): string {
  return at === null && lacking === null ? code : [code, at ?? "", lacking ?? ""].join(separator).trimEnd();
}

/** What a step's failure says. */
export function readStepFailure(text: string): StepFailure {
  const [code = "", at = "", lacking = ""] = text.split("|").map((part) => part.trim());
  return { code, at: at === "" ? null : at, lacking: lacking === "" ? null : lacking };
}
