import { expect, test } from "vitest";
import type { ChoiceTableView } from "./detail-view.ts";
import { withRevealed } from "./with-revealed.ts";

const row = (value: string, isDecided: boolean, isMasked = false) => ({
  value,
  isMasked,
  count: 1,
  isDecided,
  isHeld: false,
  to: isDecided ? 1 : null,
  proposal: null,
});
const table = (...rows: ChoiceTableView["rows"]): ChoiceTableView => ({ index: 0, source: "Sex", rows, canAdd: false });
const mask = "••••• (1 character)";

test("nothing revealed leaves the masks", () => {
  const now = [table(row(mask, false, true), row("F", true))];
  expect(withRevealed(now, undefined)).toBe(now);
});

test("a revealed value stays readable after it was decided, and says what was decided", () => {
  const revealed = [table(row("X", false), row("Y", false), row("F", true))];
  const now = [table(row(mask, false, true), row("X", true), row("F", true))];
  expect(withRevealed(now, revealed)[0]?.rows).toEqual([row("X", true), row("Y", false), row("F", true)]);
});

test("a value whose choice was taken back is undecided again, whatever was revealed before", () => {
  const revealed = [table(row("F", true))];
  expect(withRevealed([table(row(mask, false, true))], revealed)[0]?.rows).toEqual([row("F", false)]);
});
