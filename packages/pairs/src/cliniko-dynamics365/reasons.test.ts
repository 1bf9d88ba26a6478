import { expect, test } from "vitest";
import { reasonInWords } from "./reasons.ts";

test("reasons are told in words, the platform's own codes by their name", () => {
  expect(reasonInWords("merged")).toContain("merged into another patient");
  expect(reasonInWords("missing:patient")).toBe("what it belongs to (patient) is not there");
  expect(reasonInWords("finish:version")).toContain("somebody kept changing the row");
  expect(reasonInWords("0x80040203")).toBe("Dynamics refused it with its error 0x80040203");
});
