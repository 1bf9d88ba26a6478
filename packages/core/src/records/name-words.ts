/** Shorter beginnings of names would find everybody. */
const shortest = 3;
/** Longer beginnings tell nothing that these do not. */
const longest = 16;
const mostWords = 8;

/**
 * What a record is found by: every word of its names as a whole, and every beginning of three letters or more. Upper
 * case, accents and punctuation make no difference.
 */
export function nameWords(names: readonly string[]): readonly string[] {
  const words = names.flatMap(foldedWords);
  return [...new Set(words.flatMap((word) => [whole(word), ...beginnings(word)]))];
}

/** What a record must be found by for a search: each of its words; null when they are too short to search for. */
export function searchWords(search: string): readonly string[] | null {
  const words = foldedWords(search).slice(0, mostWords);
  if (words.length === 0) return null;
  return [...new Set(words.map((word) => (letters(word) < shortest ? whole(word) : start(word))))];
}

function foldedWords(name: string): readonly string[] {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function beginnings(word: string): readonly string[] {
  const all = [...word];
  const ends = Array.from(
    { length: Math.max(0, Math.min(all.length, longest) - shortest + 1) },
    (_, at) => at + shortest,
  );
  return ends.map((end) => start(all.slice(0, end).join("")));
}

/** A beginning, no longer than beginnings are kept. */
function start(word: string): string {
  return `^${[...word].slice(0, longest).join("")}`;
}

function whole(word: string): string {
  return `=${word}`;
}

function letters(word: string): number {
  return [...word].length;
}
