import type { MatchMemory, SourceField, TargetColumn } from "@flit/core/matcher";
import { wordsOf } from "./words/words-of.ts";

/** The latest confirmation of a field whose column is still there: by its id, else by its label. */
export function rememberedColumn(
  field: SourceField,
  target: readonly TargetColumn[],
  { confirmed }: MatchMemory,
): { readonly column: string | null } | undefined {
  const usable = confirmed.filter(({ column }) => column === null || target.some(({ name }) => name === column));
  return usable.findLast((entry) => entry.field === field.id) ?? usable.findLast((entry) => isSameLabel(entry, field));
}

/** Columns people have refused for a field. */
export function rejectedColumns(field: SourceField, { rejected }: MatchMemory): readonly string[] {
  return rejected.filter((entry) => entry.field === field.id || isSameLabel(entry, field)).map(({ column }) => column);
}

function isSameLabel(a: { readonly label: string }, b: { readonly label: string }): boolean {
  return wordsOf(a.label).join(" ") === wordsOf(b.label).join(" ");
}
