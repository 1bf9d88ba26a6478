import { noMemory } from "@flit/core/matcher";
import { expect, test } from "vitest";
import { rankedCandidates } from "./ranked-candidates.ts";
import { column, field } from "./testing-elements.ts";

const columns = [
  column("new_claimnumber", "Claim Number", { isCustom: true }),
  column("new_kennel", "Kennel", { isCustom: true }),
];

test("a field knows who else wants its column, and which columns nobody has found", () => {
  const fields = [
    field("Claim number"),
    field("Claim no."),
    field("Claim number", { id: "other", object: "contacts" }),
  ];
  const { standings } = rankedCandidates(fields, columns, noMemory);
  expect(standings[0]?.rivalOf("new_claimnumber")).toBeGreaterThan(8);
  expect(standings[2]?.rivalOf("new_claimnumber")).toBe(0);
  expect(standings[0]?.orphans).toBe(0.25);
});

test("a field knows how many of the other fields found their place", () => {
  const fields = [field("Claim number"), field("Kennel"), field("Shoe size")];
  const { standings } = rankedCandidates(fields, columns, noMemory);
  expect(standings.map(({ familiar }) => familiar)).toEqual([0.5, 0.5, 1]);
});
