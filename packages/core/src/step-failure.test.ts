import { expect, test } from "vitest";
import { Fault } from "./fault.ts";
import { readStepFailure, stepFailureText } from "./step-failure.ts";

test("what a step remembers of a fault says code, place and missing right again", () => {
  const fault = new Fault("forbidden", "0x80040220", "no", { lacking: "prvCreateEntity" }).during("table flit_note");
  expect(readStepFailure(stepFailureText(fault))).toEqual({
    code: "0x80040220",
    at: "table flit_note",
    lacking: "prvCreateEntity",
  });
  const plain = new Fault("unauthorised", "http-401");
  expect(stepFailureText(plain)).toBe("http-401");
  expect(readStepFailure(stepFailureText(plain.during("column a.b")))).toEqual({
    code: "http-401",
    at: "column a.b",
    lacking: null,
  });
});
