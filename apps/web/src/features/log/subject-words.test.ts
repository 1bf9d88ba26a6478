import { expect, test } from "vitest";
import { subjectWords } from "./subject-words.ts";

test("what an action was about reads in plain words, with ids and digests cut short", () => {
  expect(
    subjectWords({
      person: "0f8fad5b-d9cb-469f-a165-70867728950e",
      from: "clinic-admin",
      isDemo: "true",
      digest: "a".repeat(64),
      lines: "3",
    }),
  ).toBe("person: 0f8fad5b · from: Clinic admin · is demo: yes · digest: aaaaaaaa · lines: 3");
  expect(subjectWords({})).toBe("");
});
