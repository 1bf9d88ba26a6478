import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

/** Rows of every table of docs/traps.md: the trap, the files that handle it, and its tests. */
const rows = read("docs/traps.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Trap |") && !line.startsWith("| --- |"))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()))
  .map(([trap = "", files = "", tests = ""]) => ({
    trap,
    files: files.split("<br>").flatMap((cell) => /^`(.+)`$/.exec(cell)?.[1] ?? []),
    tests: tests
      .split("<br>")
      .map((cell) => ({ cell, ...(/^`(?<path>.+?)` › (?<title>.+)$/.exec(cell)?.groups ?? {}) })),
  }));

/** Titles of the tests in a file, as they stand there: after `test(`, `it(` or the table of an `each`. */
function titlesIn(path) {
  const calls = read(path).matchAll(/(?:\b(?:test|it)|\))\(\s*(["'`])((?:\\.|(?!\1).)*)\1,/g);
  return [...calls].map(([, , title = ""]) => title.replaceAll(/\\(.)/g, "$1"));
}

test("the table of traps has rows, and every row a trap and tests", () => {
  expect(rows.length).toBeGreaterThan(50);
  for (const { trap, tests } of rows) {
    expect(trap).not.toBe("");
    for (const { cell, title } of tests) if (title === undefined) expect(cell, trap).toBe("no test yet");
  }
});

test("every file said to handle a trap exists", () => {
  const missing = rows.flatMap(({ files }) => files).filter((path) => !existsSync(new URL(path, root)));
  expect(missing).toEqual([]);
});

test("every test said to cover a trap exists under its exact title", () => {
  const named = rows.flatMap(({ tests }) => tests).filter(({ title }) => title !== undefined);
  const missing = named.filter(
    ({ path, title }) => !existsSync(new URL(path, root)) || !titlesIn(path).includes(title),
  );
  expect(missing.map(({ cell }) => cell)).toEqual([]);
});
