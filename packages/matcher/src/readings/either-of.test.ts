import { noMemory } from "@flit/core/matcher";
import { expect, test } from "vitest";
import { columnMatcher } from "../column-matcher.ts";
import { column, field } from "../testing-elements.ts";
import { eitherOf } from "./either-of.ts";

test("a label that names two things can mean either, with the words that belong to both", () => {
  expect(eitherOf("GP / specialist")).toEqual(["GP", "specialist"]);
  expect(eitherOf("Mobile/home phone")).toEqual(["Mobile phone", "home phone"]);
  expect(eitherOf("Insurer or fund")).toEqual(["Insurer", "fund"]);
  expect(eitherOf("GP phone / fax")).toEqual(["GP phone", "GP fax"]);
  expect(eitherOf("Parent and/or guardian")).toEqual(["Parent", "guardian"]);
});

test.each(["C/O", "Units / wk", "Pain /10", "hrs/wk", "W/C cm", "Do you smoke, vape or chew?", "Weight", "/", ""])(
  "%s names one thing only",
  (label) => expect(eitherOf(label)).toEqual([]),
);

test("of two things a label names, the one there is a column for is found", () => {
  const columns = [
    column("new_insurer", "Insurer"),
    column("new_clubname", "Sports Club"),
    column("new_policy", "Policy Number"),
    column("new_iwi", "Iwi"),
  ];
  const first = (label: string) => {
    const [answer] = columnMatcher.propose([field(label)], columns, noMemory);
    return answer?.column ?? answer?.runnersUp[0]?.column;
  };
  expect(first("Insurer or sponsor")).toBe("new_insurer");
  expect(first("Group / policy #")).toBe("new_policy");
  expect(first("Sports club / grade")).toBe("new_clubname");
});
