const legalForms = new Set([
  "pty",
  "ltd",
  "limited",
  "inc",
  "incorporated",
  "llc",
  "llp",
  "plc",
  "co",
  "corp",
  "corporation",
  "gmbh",
]);

/** Form under which two spellings of a company's name are the same: case, accents, punctuation and legal form aside. */
export function normaliseName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{Mn}+/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replaceAll("&", " and ")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const first = words[0] === "the" && words.length > 1 ? words.slice(1) : words;
  const last = first.findLastIndex((word) => !legalForms.has(word));
  const kept = last === -1 ? first : first.slice(0, last + 1);
  return kept.length === 0 ? name.trim().toLowerCase() : kept.join(" ");
}
