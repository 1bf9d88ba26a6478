import type { SourceField, TargetColumn } from "@flit/core/matcher";

/** A field for tests. */
export const field = (label: string, more: Partial<SourceField> = {}): SourceField => ({
  id: `patients.custom:${label}`,
  label,
  section: null,
  type: "text",
  options: [],
  longest: 20,
  ...more,
});

/** A column for tests; `new_` ones are the organisation's. */
export const column = (name: string, label: string | null = null, more: Partial<TargetColumn> = {}): TargetColumn => ({
  name,
  label,
  type: "text",
  maxLength: 100,
  options: [],
  isCustom: name.startsWith("new_"),
  ...more,
});
