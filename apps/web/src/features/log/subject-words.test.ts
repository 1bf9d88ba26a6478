import { expect, test } from "vitest";
import { subjectWords } from "./subject-words.ts";

test("what an action was about reads in plain words, with known ids by name and others cut short", () => {
  expect(
    subjectWords(
      {
        person: "0f8fad5b-d9cb-469f-a165-70867728950e",
        from: "clinic-admin",
        isDemo: "true",
        digest: "a".repeat(64),
        lines: "3",
        migration: "9c28fad5-d9cb-469f-a165-708677289500",
      },
      new Map([["0f8fad5b-d9cb-469f-a165-70867728950e", "Dev Dynamics"]]),
    ),
  ).toBe(
    "person: Dev Dynamics · from: Clinic admin · is demo: yes · digest: aaaaaaaa · lines: 3 · migration: 9c28fad5",
  );
  expect(subjectWords({}, new Map())).toBe("");
});
