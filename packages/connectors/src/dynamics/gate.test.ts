import { expect, test } from "vitest";
import { createGate, sideBySide } from "./gate.ts";

test("advice is followed between 1 and 52, and what is no number is no advice", () => {
  const gate = createGate();
  const widths = ["7", "0", "900", null, "", "many", "-3", "3"].map((hint) => {
    gate.follow(hint);
    return gate.width();
  });
  expect(widths).toEqual([7, 1, 52, 52, 52, 52, 52, 3]);
});

test("a lower advice holds back what has not begun, a higher one lets it go", async () => {
  const gate = createGate();
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = [0, 1, 2, 3, 4, 5].map((place) =>
    gate.run(() => {
      begun.push(place);
      return new Promise<void>((end) => ends.push(end));
    }),
  );
  await turn();
  expect(begun).toEqual([0, 1, 2, 3]);
  gate.follow("2");
  for (const end of ends.splice(0, 2)) end();
  await turn();
  expect(begun.length).toBe(4);
  gate.follow("9");
  await turn();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  for (const end of ends) end();
  await Promise.all(works);
});

test("after one work has failed no other is begun, and those under way are waited for", async () => {
  const done: string[] = [];
  const works = [
    async () => {
      await turn();
      throw new Error("first");
    },
    async () => {
      await turn();
      await turn();
      done.push("second");
    },
    async () => void done.push("third"),
  ];
  await expect(sideBySide(2, works)).rejects.toThrow("first");
  expect(done).toEqual(["second"]);
});

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));
