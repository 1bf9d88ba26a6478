import { expect, test } from "vitest";
import { columnElement, fieldElement } from "../element.ts";
import { column, field } from "../testing-elements.ts";
import { wordTable } from "../vectors/word-table.ts";
import { tokensOf } from "../words/tokens-of.ts";
import { alignmentOf } from "./alignment.ts";
import { compareFacets, facetNames, impliedBy } from "./facets.ts";
import { numberAgreement } from "./numbers.ts";
import { optionOverlap } from "./option-overlap.ts";
import { addOnsAmong, isKept, systemPrior, tableAffinity } from "./priors.ts";
import { dice, jaccard } from "./set-overlap.ts";
import { skeleton } from "./skeleton.ts";
import { isYesNo, lengthFit, typeFit } from "./type-fit.ts";
import { wordSimilarity } from "./word-similarity.ts";

const [one = tokensOf("nothing")[0]] = tokensOf("x");
const token = (text: string) => tokensOf(text)[0] ?? one;
const similarity = (a: string, b: string) => {
  const [left, right] = [token(a), token(b)];
  return left && right ? wordSimilarity(left, right) : 0;
};
const clashes = (a: string, b: string, type = "text", section: string | null = null) => {
  const said = fieldElement(field(a, { section, type }));
  const asked = columnElement(column("new_x", b));
  const [reading] = said.readings;
  return compareFacets(reading?.facets ?? facetNames([]), asked.facets, said.context, asked.described, {
    field: said.implied[0] ?? impliedBy([], "text", []),
    column: asked.implied,
  }).clashes;
};

test("word vectors are there, and know words that are used alike", () => {
  expect(wordTable().rank.size).toBe(40_000);
  expect(wordTable().similarity("physician", "doctor")).toBeGreaterThan(0.6);
  expect(wordTable().similarity("physician", "kilometre")).toBeLessThan(0.3);
});

test("short forms and slips of the pen are near, concepts are told apart", () => {
  expect(similarity("orthotic", "orthotics")).toBe(1);
  expect(similarity("vaccinatoin", "vaccination")).toBeGreaterThan(0.8);
  expect(similarity("mother", "father")).toBe(0);
  expect(similarity("podiatrist", "kilometre")).toBe(0);
});

test("what the section says, the label need not", () => {
  const context = new Set(tokensOf("NDIS details").map(({ key }) => key));
  const align = (around: ReadonlySet<string>) =>
    alignmentOf(tokensOf("Plan start"), tokensOf("NDIS Plan Start"), around, () => 1).ofColumn;
  expect(align(context)).toBeGreaterThan(align(new Set()));
});

test.each([
  ["Mother mobile", "Father Phone"],
  ["Plan start", "Plan End"],
  ["Case manager e-mail", "Case Manager Phone"],
  ["L knee flexion", "Right Knee Flexion"],
  ["Medicare expiry", "DVA Expiry"],
  ["Sessions used", "Sessions Approved"],
  ["Date of birth", "Date of Death"],
  ["First name", "Last Name"],
  ["Pain at rest", "Pain on Movement"],
  ["Dad mobile", "Mobile Phone"],
  ["NOK", "Next of Kin Phone"],
  ["Primary diagnosis", "Secondary Diagnosis"],
])("%s contradicts %s", (label, target) => {
  expect(clashes(label, target)).not.toEqual([]);
});

test.each([
  ["NOK", "Next of Kin Name"],
  ["Mum mob", "Mother Phone"],
  ["No. of sessions used", "Sessions Used"],
])("%s does not contradict %s", (label, target) => {
  expect(clashes(label, target)).toEqual([]);
});

test("a phone below the heading of another person is not one's own", () => {
  expect(clashes("Phone", "Mobile Phone", "text", "Emergency contact")).not.toEqual([]);
  expect(clashes("Phone", "Mobile Phone")).toEqual([]);
});

test("numbers in names agree, contradict, or leave the first one", () => {
  const agreement = (label: string, name: string) => {
    const element = fieldElement(field(label));
    const [reading] = element.readings;
    return reading === undefined ? null : numberAgreement(element, columnElement(column(name)), reading);
  };
  expect(agreement("Address 2", "address2_line1")).toBe(1);
  expect(agreement("Email 2", "emailaddress3")).toBe(0);
  expect(agreement("Email", "emailaddress1")).toBeGreaterThan(agreement("Email", "emailaddress2") ?? 1);
});

test("options in common count, whatever they are called", () => {
  expect(optionOverlap(["Low", "Mod", "High"], ["Low", "Moderate", "High"])).toBeGreaterThan(0.95);
  expect(optionOverlap(["Red", "Green"], ["Left", "Right"])).toBe(0);
  expect(optionOverlap(["Yes"], ["Yes", "No"])).toBeNull();
});

test("columns of the platform and of add-ons are rarely or never meant", () => {
  const element = (name: string, description: string | null = null) =>
    columnElement(column(name, null, { description, isCustom: true }));
  expect(isKept(element("exchangerate"))).toBe(true);
  expect(isKept(element("new_plan", "Read from the portal; never write"))).toBe(true);
  expect(isKept(element("new_privatepatient"))).toBe(false);
  const many = Array.from({ length: 12 }, (_, at) => element(`new_c${at}`));
  const addOns = addOnsAmong([...many, element("acme_score")]);
  expect(systemPrior(element("acme_score"), addOns)).toBeLessThan(systemPrior(element("new_score"), addOns));
});

test("a field goes to its object's table first, a question to the person next", () => {
  const question = field("Pain", { table: "new_note" });
  const at = (table: string) => tableAffinity(question, column("x", null, { table }));
  expect(at("new_note")).toBeGreaterThan(at("contact"));
  expect(at("contact")).toBeGreaterThan(at("account"));
});

test("sets overlap by share", () => {
  expect(jaccard(new Set("ab"), new Set("bc"))).toBeCloseTo(1 / 3);
  expect(dice(new Set("ab"), new Set("bc"))).toBe(0.5);
});

test("initials stand for their words", () => {
  const reading = (label: string) => fieldElement(field(label)).readings[0];
  const [short, long, other] = [reading("PBSP"), reading("Positive Behaviour Support Plan"), reading("Allergies")];
  expect(short && long && skeleton(short, long)).toBe(1);
  expect(short && other && skeleton(short, other)).toBe(0);
});

test("types rule out, lengths warn, and one box to tick is a yes or no", () => {
  const date = field("Seen on", { type: "date" });
  expect(typeFit(date, column("x", null, { type: "boolean" }))).toBe(0);
  expect(typeFit(date, column("x", null, { type: "date" }))).toBe(1);
  expect(typeFit(field("n", { shape: "email" }), column("x", null, { type: "date" }))).toBe(0);
  const box = field("OK?", { type: "choices", options: ["Yes"] });
  expect(isYesNo(box)).toBe(true);
  expect(typeFit(box, column("x", null, { type: "boolean" }))).toBe(1);
  const limit = field("Visits", { type: "choice", options: ["5", "10", "20 (extended)"] });
  expect(typeFit(limit, column("x", null, { type: "integer" }))).toBeGreaterThan(0.5);
  expect(lengthFit(field("n", { longest: 200 }), column("x"))).toBe(0.5);
});
