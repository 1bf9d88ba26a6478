const kept: Readonly<Record<string, RegExp>> = {
  digits: /[^\p{Nd}]+/gu,
  letters: /[^\p{L}\p{M}]+/gu,
  lettersAndDigits: /[^\p{L}\p{M}\p{Nd}]+/gu,
};
const dropped: Readonly<Record<string, RegExp>> = {
  spaces: /\s+/gu,
  digits: /\p{Nd}+/gu,
  leadingZeros: /^\s*0+(?=.)/gsu,
  letters: /[\p{L}\p{M}]+/gu,
  punctuation: /[\p{P}\p{S}]+/gu,
};

/** Only the characters of a kind; null for a kind that is none. */
export function keepCharacters(value: string, kind: string): string | null {
  return Object.hasOwn(kept, kind) ? value.replaceAll(kept[kind] ?? "", "") : null;
}

/** Everything but the characters of a kind; null for a kind that is none. */
export function dropCharacters(value: string, kind: string): string | null {
  return Object.hasOwn(dropped, kind) ? value.replaceAll(dropped[kind] ?? "", "") : null;
}

/** The first characters, or with a negative count the last ones; signs of two code units stay whole. */
export function someCharacters(value: string, count: number): string | null {
  if (!Number.isInteger(count) || count === 0) return null;
  const characters = Array.from(
    new Intl.Segmenter("en", { granularity: "grapheme" }).segment(value),
    (one) => one.segment,
  );
  return (count > 0 ? characters.slice(0, count) : characters.slice(count)).join("");
}

/** Every word with a capital: `mary-jane o'neil` → `Mary-Jane O'Neil`. */
export function titleCase(value: string): string {
  return value
    .toLowerCase()
    .replaceAll(/(?<![\p{L}\p{M}\p{Nd}])(?<!\p{L}['’](?=s\b))\p{L}/gu, (letter) => letter.toUpperCase());
}
