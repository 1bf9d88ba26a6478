"use client";
import { TextField } from "../../../ui/field.tsx";

/** What stands between joined texts. */
export function SeparatorField({ value, onChange }: { readonly value: string; onChange(value: string): void }) {
  return (
    <TextField
      label="Between them"
      hint="\n begins a new line."
      value={value.replaceAll("\n", "\\n")}
      onChange={({ target }) => onChange(target.value.replaceAll("\\n", "\n"))}
    />
  );
}
