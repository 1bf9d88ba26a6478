/** Words as they are read: small letters, one space, quoted texts put aside as `«0»`. */
export interface Words {
  readonly text: string;
  readonly quoted: readonly string[];
}

const quotes = /"([^"]*)"|“([^”]*)”|‘([^’]*)’|«([^»]*)»|(?<![\p{L}\p{N}])'([^']*)'(?![\p{L}\p{N}])/gu;

/** Puts quoted texts aside, so that nothing in them is read as a word. */
export function wordsIn(sentence: string): Words {
  const quoted: string[] = [];
  const text = sentence
    .normalize("NFKC")
    .replaceAll(quotes, (_all, ...found: readonly unknown[]) => {
      const inner = found.slice(0, 5).find((one) => typeof one === "string");
      return ` «${quoted.push(String(inner ?? "")) - 1}» `;
    })
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[.!]+$/, "")
    .replace(/,? (?:please|pls|thanks|thank you)$/, "")
    .trim();
  return { text, quoted };
}

/** A quoted text by its mark; null for anything else. */
export function literalAt(text: string, quoted: readonly string[]): string | null {
  const found = /^«(\d+)»$/.exec(text.trim());
  return found ? (quoted[Number(found[1])] ?? null) : null;
}

const separators: Readonly<Record<string, string>> = {
  comma: ",",
  commas: ",",
  ",": ",",
  semicolon: ";",
  "semi-colon": ";",
  semicolons: ";",
  ";": ";",
  colon: ":",
  colons: ":",
  ":": ":",
  dash: "-",
  dashes: "-",
  hyphen: "-",
  hyphens: "-",
  minus: "-",
  "-": "-",
  slash: "/",
  slashes: "/",
  "forward slash": "/",
  "/": "/",
  backslash: "\\",
  dot: ".",
  dots: ".",
  "full stop": ".",
  "full stops": ".",
  period: ".",
  periods: ".",
  point: ".",
  ".": ".",
  space: " ",
  blank: " ",
  "white space": " ",
  tab: "\t",
  "line break": "\n",
  "line breaks": "\n",
  "new line": "\n",
  newline: "\n",
  "new lines": "\n",
  bar: "|",
  pipe: "|",
  "|": "|",
  underscore: "_",
  underscores: "_",
  "at sign": "@",
  "@": "@",
  plus: "+",
  "plus sign": "+",
  "+": "+",
  ampersand: "&",
  ampersands: "&",
  "&": "&",
  hash: "#",
  "#": "#",
  apostrophe: "'",
  apostrophes: "'",
  "equals sign": "=",
  "opening bracket": "(",
  "open bracket": "(",
  "closing bracket": ")",
};

/** A sign by its name, itself or a quoted text; null for anything else. */
export function separatorOf(words: string, quoted: readonly string[]): string | null {
  const literal = literalAt(words, quoted);
  if (literal !== null) return literal === "" ? null : literal;
  const name = words.trim().replace(/^(?:an?|the|its|any|all|every|each) /, "");
  const own = literalAt(name, quoted);
  if (own !== null && own !== "") return own;
  return Object.hasOwn(separators, name) ? (separators[name] ?? null) : null;
}

/** A separator between values: a comma and a semicolon are followed by a space, as people write them. */
export function joiningOf(words: string, quoted: readonly string[]): string | null {
  const plain = words.trim().replace(/ between(?: them)?$/, "");
  if (/^(?:nothing|no space|no spaces|nothing between)$/.test(plain)) return "";
  const spaced = /^(?:a )?comma and (?:a )?space$/.test(plain) ? "," : separatorOf(plain, quoted);
  if (spaced === null) return null;
  if (literalAt(plain, quoted) !== null) return spaced;
  if (spaced === "," || spaced === ";" || spaced === ":") return `${spaced} `;
  return spaced === "-" && /dash/.test(plain) ? " – " : spaced;
}

const numbers: Readonly<Record<string, number>> = Object.fromEntries(
  "zero one two three four five six seven eight nine ten eleven twelve".split(" ").map((word, value) => [word, value]),
);
const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  last: -1,
  final: -1,
};

/** A whole number in digits or words; null for anything else. */
export function countOf(word: string): number | null {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  return Object.hasOwn(numbers, word) ? (numbers[word] ?? null) : null;
}

/** Which one: second, 2nd, last; null for anything else. */
export function ordinalOf(word: string): number | null {
  const found = /^(\d{1,3})(?:st|nd|rd|th)?$/.exec(word);
  if (found) return Number(found[1]) || null;
  return Object.hasOwn(ordinals, word) ? (ordinals[word] ?? null) : null;
}
