import type { Json } from "../record.ts";
import { at, toText } from "../to-text.ts";

/** The ticked options and the free text beside them, with commas. Free text counts even when its box is not ticked. */
export function selectedText(options: readonly Json[], other: Json, label: "name" | "value"): string | null {
  const chosen = options.filter((option) => at(option, "selected") === true).map((option) => at(option, label));
  const free = at(other, "value") ?? (at(other, "selected") === true ? "Other" : null);
  return toText([...chosen, free]);
}
