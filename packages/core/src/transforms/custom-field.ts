import type { Json } from "../record.ts";
import { at, listOf, toText } from "../to-text.ts";
import { selectedText } from "./selected-text.ts";

/**
 * Value of one of a patient's custom fields, found by its token in every section, archived ones included: text and
 * dates as they are, chosen options as text.
 */
export function customField(customFields: Json, token: string): string | null {
  for (const section of listOf(at(customFields, "sections"))) {
    const field = listOf(at(section, "fields")).find((candidate) => at(candidate, "token") === token);
    if (field !== undefined)
      return toText(at(field, "value")) ?? selectedText(listOf(at(field, "options")), at(field, "other"), "name");
  }
  return null;
}
