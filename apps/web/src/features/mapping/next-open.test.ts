import { expect, test } from "vitest";
import { nextOpen } from "./next-open.ts";

const line = (id: string, decision: "open" | "confirmed" = "open", isLocked = false) => ({ id, decision, isLocked });
const lines = [line("a"), line("b", "confirmed"), line("c"), line("locked", "open", true), line("d")];
const idAfter = (from: number, ...decided: readonly string[]) =>
  nextOpen(
    lines,
    from,
    decided.map((id) => ({ id })),
  )?.id;

test("deciding a line leads to the next open one, past decided and locked ones", () => {
  expect(idAfter(0, "a")).toBe("c");
  expect(idAfter(2, "c")).toBe("d");
});

test("after the last line it goes on with what was passed over, and nowhere once nothing is open", () => {
  expect(idAfter(4, "d")).toBe("a");
  expect(idAfter(4, "a", "c", "d")).toBeUndefined();
});

test("a line that was not among those decided is stayed at while it is open", () => {
  expect(idAfter(2, "a")).toBe("c");
});
