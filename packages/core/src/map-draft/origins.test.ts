import { expect, test } from "vitest";
import type { FieldProposal, Matcher } from "../matcher.ts";
import { noMemory } from "../matcher.ts";
import { linesOf } from "./lines-of.ts";
import { proposalOutcomes } from "./proposal-outcomes.ts";
import { reconcile } from "./reconcile.ts";
import { field, testCurated, testMap, testProfile } from "./testing-draft.ts";

const curated = testCurated([testMap([{ column: "firstname", value: field("first_name") }])]);
const profiles = [testProfile("first_name"), testProfile("shoe", { label: "Shoe size" })];
const answer = (more: Partial<FieldProposal>): Matcher => ({
  propose: (source) =>
    source.map(({ id }) => ({
      field: id,
      column: "employeeid",
      band: "review",
      probability: 0.6,
      reason: "near",
      runnersUp: [],
      ...more,
    })),
});
const proposed = (matcher: Matcher, memory = noMemory) => linesOf({ curated, profiles, tables: {}, matcher, memory });
const shoe = (...given: Parameters<typeof proposed>) =>
  proposed(...given).find(({ id }) => id === "patient.?shoe")?.proposal;

test("a field no map reads gets the column people confirmed before, or a model chose; words alone only bring it near", () => {
  expect(shoe(answer({}))).toMatchObject({ origin: "matcher", column: null, band: "unsure" });
  expect(shoe(answer({}))?.runnersUp).toEqual([{ column: "employeeid", reason: "near" }]);
  expect(shoe(answer({ origin: "model" }))).toMatchObject({ origin: "model", column: "employeeid", band: "review" });
  const confirmed = [{ field: "elsewhere", label: "shoe SIZE", column: "employeeid" }];
  expect(shoe(answer({ band: "high" }), { confirmed, rejected: [] })).toMatchObject({
    origin: "memory",
    column: "employeeid",
    band: "high",
  });
});

test("what people made of proposals is counted by origin and band: accepted, changed, rejected", () => {
  const lines = reconcile([], proposed(answer({ origin: "model" })));
  expect(proposalOutcomes(lines)).toEqual([]);
  const decide = (id: string, decision: "confirmed" | "ignored", column?: string | null) =>
    lines
      .filter((line) => line.id === id)
      .map((line) => ({ ...line, decision, value: column === undefined ? line.value : { ...line.value, column } }));
  const outcome = (...given: Parameters<typeof decide>) => proposalOutcomes(decide(...given));
  const none = { accepted: 0, changed: 0, rejected: 0 };
  const curatedHigh = { origin: "curated", band: "high" };
  const modelReview = { origin: "model", band: "review" };
  expect(outcome("patient.firstname", "confirmed")).toEqual([{ ...curatedHigh, ...none, accepted: 1 }]);
  expect(outcome("patient.firstname", "ignored")).toEqual([{ ...curatedHigh, ...none, rejected: 1 }]);
  expect(outcome("patient.?shoe", "confirmed", "governmentid")).toEqual([{ ...modelReview, ...none, changed: 1 }]);
  expect(outcome("patient.?shoe", "confirmed", null)).toEqual([{ ...modelReview, ...none, rejected: 1 }]);
});
