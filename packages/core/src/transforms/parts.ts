/** Which part of a text, counted from 1, from the end when negative; `toEnd` takes all that follows as well. */
export interface PartWish {
  readonly separator: string;
  readonly at: number;
  readonly toEnd: boolean;
}

/** A part of a text between separators, without spaces around it; null when there are not as many. */
export function partOf(value: string, { separator, at, toEnd }: PartWish): string | null {
  if (separator === "" || !Number.isInteger(at) || at === 0) return null;
  // Between words there may be any number of spaces.
  const parts = separator === " " ? value.trim().split(/\s+/) : value.split(separator);
  const index = at > 0 ? at - 1 : parts.length + at;
  const found = toEnd ? parts.slice(index).join(separator) : parts[index];
  return index < 0 || index >= parts.length ? null : (found ?? "").trim();
}

/** Every occurrence of a text replaced by another, capitals or not. */
export function replaceText(value: string, find: string, by: string): string | null {
  if (find === "") return null;
  const pattern = find.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return value.replaceAll(new RegExp(pattern, "giu"), () => by);
}

/** Whether a text holds another, capitals or not. */
export function containsText(value: string, text: string): boolean | null {
  return text === "" ? null : value.toLocaleLowerCase("en").includes(text.toLocaleLowerCase("en"));
}
