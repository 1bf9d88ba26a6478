import fc from "fast-check";
import { expect, test } from "vitest";
import { shuffledTwice } from "./shuffled.ts";

test("both orders hold every item, and none of two or more keeps its place", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 10 }), fc.string(), (items, seed) => {
      const [first, second] = shuffledTwice(items, seed);
      expect(first.toSorted()).toEqual(items.toSorted());
      expect(second.toSorted()).toEqual(items.toSorted());
      expect(first.filter((item, place) => item === second[place])).toEqual([]);
      expect(shuffledTwice(items, seed)).toEqual([first, second]);
    }),
  );
});
