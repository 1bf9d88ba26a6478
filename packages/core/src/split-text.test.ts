import fc from "fast-check";
import { expect, test } from "vitest";
import { clipText, splitText } from "./split-text.ts";

const anyText = fc.string({ unit: fc.constantFrom("a", " ", "\n", "é", "😀", "文"), maxLength: 200 });
const halfPair = /[\ud800-\udbff]$|^[\udc00-\udfff]/;

test("the parts of a split text joined are the text; none is too long, empty or half a character", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, maxLength) => {
      const parts = splitText(text, maxLength);
      expect(parts.join("")).toBe(text);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(maxLength);
        expect(part).not.toMatch(halfPair);
        if (text !== "") expect(part).not.toBe("");
      }
    }),
  );
});

test("a text is split after a line's end where there is one", () => {
  expect(splitText("one two\nthree four", 12)).toEqual(["one two\n", "three four"]);
});

test("a clipped text is a start of the text and never ends in half a character", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 0, max: 40 }), (text, maxLength) => {
      const clipped = clipText(text, maxLength);
      expect(text.startsWith(clipped)).toBe(true);
      expect(clipped.length).toBeLessThanOrEqual(maxLength);
      expect(clipped).not.toMatch(halfPair);
    }),
  );
});
