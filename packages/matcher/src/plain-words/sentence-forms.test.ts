import type { WordContext } from "@flit/core/plain-words";
import { expect, test } from "vitest";
import { readPlainWords } from "./read-plain-words.ts";
import { sentenceForms } from "./sentence-forms.ts";

const labels = ["Phone", "City"];
const context: WordContext = {
  subject: { op: "field", path: "phone" },
  fields: labels.map((label) => ({
    label,
    where: null,
    type: "text",
    rule: { op: "field", path: label.toLowerCase() },
  })),
  column: { type: "text", options: [] },
  timeZone: "Australia/Sydney",
};

test("every form is a sentence that means one thing, and forms with fields need their labels", () => {
  const forms = sentenceForms(labels);
  expect(forms.filter((form) => readPlainWords(form, context).kind !== "rule")).toEqual([]);
  expect(new Set(forms).size).toBe(forms.length);
  expect(forms.filter((form) => form.includes("undefined"))).toEqual([]);
  expect(sentenceForms([]).length).toBeLessThan(sentenceForms(["Phone"]).length);
  expect(sentenceForms(["Phone"]).length).toBeLessThan(forms.length);
});
