import { expect, test } from "vitest";
import { whileForgetting } from "./forgetting.ts";
import { tokensOf } from "./tokens-of.ts";

const keys = () => tokensOf("NOK mob").map(({ key }) => key);

test("what is forgotten for a while is known again afterwards, whatever happens meanwhile", () => {
  const known = keys();
  expect(known).toEqual(["@kin", "@phone"]);
  expect(whileForgetting(1, 1, keys)).toEqual(["nok", "mob"]);
  expect(() =>
    whileForgetting(1, 1, () => {
      throw new RangeError("no");
    }),
  ).toThrow(RangeError);
  expect(keys()).toEqual(known);
});

test("what was listed last is forgotten as a whole, and nothing else is", () => {
  const read = (text: string) => tokensOf(text).map(({ key }) => key);
  const withoutLatest = (text: string) => whileForgetting(0, 1, () => read(text), true);
  expect(read("Bristol stool chart")).toEqual(["@stool"]);
  expect(withoutLatest("Bristol stool chart")).not.toContain("@stool");
  expect(withoutLatest("NOK mob")).toEqual(read("NOK mob"));
});

test("the same seed forgets the same", () => {
  expect(whileForgetting(0.5, 7, keys)).toEqual(whileForgetting(0.5, 7, keys));
});
