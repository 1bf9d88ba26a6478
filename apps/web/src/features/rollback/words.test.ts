import { expect, test } from "vitest";
import { duration, range, scopeWords } from "./words.ts";

test("times are told in seconds or minutes, whichever people would say", () => {
  expect(range({ lowSeconds: 3, highSeconds: 8 })).toBe("about 3 to 8 seconds");
  expect(range({ lowSeconds: 30, highSeconds: 95 })).toBe("about 1 to 2 minutes");
  expect(range({ lowSeconds: 100, highSeconds: 110 })).toBe("about 2 minutes");
  expect([duration(1), duration(200)]).toEqual(["1 second", "3 minutes"]);
});

test("a part is named by its records, or else by its objects", () => {
  expect(scopeWords(null)).toBe("Everything");
  expect(scopeWords({ objects: ["Invoice", "Attachment"], records: [] })).toBe("Invoice, Attachment");
  expect(scopeWords({ objects: [], records: [{ object: "patients", count: 1 }] })).toBe("Some records: 1 patients");
});
