import { expect, test } from "vitest";
import { nameWords, searchWords } from "./name-words.ts";

const finds = (search: string, ...names: readonly string[]) => {
  const known = new Set(nameWords(names));
  return searchWords(search)?.every((word) => known.has(word)) ?? null;
};

test.each([
  ["zoe", "Zoë", "O'Brien-Łukasz"],
  ["brien", "Zoë", "O'Brien"],
  ["OBR", "Ann", "Obrecht"],
  ["obr ann", "Ann", "Obrecht"],
  ["Li", "Mei", "Li"],
  ["Wolfeschlegelsteinhausenbergerdorff", "Hubert", "Wolfeschlegelsteinhausenbergerdorff"],
  ["李小龍", "李小龍"],
])("%s finds %s %s", (search, ...names) => {
  expect(finds(search, ...names)).toBe(true);
});

test.each([
  ["ann smith", "Ann", "Obrecht"],
  ["an", "Ann"],
  ["cht", "Obrecht"],
])("%s does not find %s", (search, ...names) => {
  expect(finds(search, ...names)).toBe(false);
});

test("a search without a letter is no search", () => {
  expect(searchWords("  - '")).toBeNull();
});
