import type { SourceOption, ValueMemory } from "@flit/core/value-matcher";
import fc from "fast-check";
import { expect, test } from "vitest";
import { whileForgetting } from "../words/forgetting.ts";
import { proposeValues } from "./propose-values.ts";

const listed = (...labels: readonly string[]) => labels.map((label, index) => ({ value: 100 + index, label }));
const yesNo = [
  { value: 0, label: "No" },
  { value: 1, label: "Yes" },
];
const become = (
  options: readonly SourceOption[],
  targets: readonly string[],
  { label = "Kind", target = "Kind", memory }: { label?: string; target?: string; memory?: ValueMemory } = {},
) =>
  proposeValues({ label, options }, { label: target, options: listed(...targets) }, memory).values.map(
    (one) => one.target?.label ?? null,
  );
const stands = (label: string, options: readonly string[], target: string, targets = yesNo) =>
  proposeValues({ label, options }, { label: target, options: targets }).values.map((one) => one.target?.value ?? null);

test.each([
  [
    ["F", "M"],
    ["Male", "Female"],
    ["Female", "Male"],
  ],
  [
    ["Widower", "De-facto", "Divroced"],
    ["Divorced", "De facto", "Widowed"],
    ["Widowed", "De facto", "Divorced"],
  ],
  [
    ["Qld", "N.S.W.", "vic"],
    ["New South Wales", "Queensland", "Victoria"],
    ["Queensland", "New South Wales", "Victoria"],
  ],
  [
    ["UK", "NZ", "De"],
    ["Germany", "New Zealand", "United Kingdom"],
    ["United Kingdom", "New Zealand", "Germany"],
  ],
  [
    ["Cell", "H"],
    ["Home", "Mobile"],
    ["Mobile", "Home"],
  ],
  [
    ["Txt", "E-mail"],
    ["SMS", "Email"],
    ["SMS", "Email"],
  ],
  [
    ["bd", "prn"],
    ["Twice daily", "As needed"],
    ["Twice daily", "As needed"],
  ],
  [
    ["Mild", "Sev."],
    ["Severe", "Mild"],
    ["Mild", "Severe"],
  ],
  [
    ["(R)", "L"],
    ["Left", "Right"],
    ["Right", "Left"],
  ],
  [
    ["Son/Daughter", "Nan"],
    ["Child", "Grandparent"],
    ["Child", "Grandparent"],
  ],
  [["2x wk"], ["Weekly", "Twice weekly"], ["Twice weekly"]],
  [
    ["Facebook ad", "Past pt"],
    ["Social media", "Returning client", "Other"],
    ["Social media", "Returning client"],
  ],
  [
    ["None", "NKDA"],
    ["No concession", "Card"],
    ["No concession", "No concession"],
  ],
  [["LTC"], ["Long term care", "Acute care"], ["Long term care"]],
  [["Agncy mgd"], ["Plan managed", "Agency managed"], ["Agency managed"]],
] as const)("%j become %j among what is there", (options, targets, expected) => {
  expect(become(options, targets)).toEqual(expected);
});

test.each([
  ["a broad option is no narrow one", ["Parent"], ["Mother", "Father"]],
  ["an opposite is not near", ["Left knee"], ["Right knee"]],
  ["not is not", ["Not insured"], ["Insured"]],
  ["another number is another option", ["Level 2"], ["Level 3"]],
  ["nothing in common", ["Rowing"], ["Cycling", "Golf"]],
  ["unknown is no other kind", ["Unknown"], ["Cat", "Other"]],
  ["two equally near are not decided", ["Hand"], ["Hand bones", "Hand nerves"]],
  ["two known things that differ", ["Trans man"], ["Male", "Female"]],
  ["an amount is no frequency", ["1-2 drinks/wk"], ["Weekly", "Daily"]],
  ["sex is no gender identity", ["Intersex"], ["Male", "Female", "Prefer not to say"]],
  ["an empty option", [""], ["Yes", "No"]],
  ["another language", ["verheiratet"], ["Married", "Single"]],
] as const)("left open: %s", (_why, options, targets) => {
  expect(become(options, targets)).toEqual([null]);
});

test("what nothing says the same becomes Other where there is one, never surely", () => {
  const { values } = proposeValues(
    { label: "Pet", options: ["Iguana"] },
    { label: "Pet", options: listed("Cat", "Dog", "Other") },
  );
  expect(values[0]).toMatchObject({ target: { label: "Other" }, band: "review" });
});

test.each([
  ["Happy to be called?", ["Yes", "No"], "Do not call", [0, 1]],
  ["Do not call", ["Yes", "No"], "Do not call", [1, 0]],
  ["No letters please", ["X"], "Receives letters", [0]],
  ["Opt out of surveys", ["true", "false"], "Takes part in surveys", [0, 1]],
  ["Photo consent", ["I agree", "I do not agree"], "Photo consent", [1, 0]],
  ["Photo consent", ["Yes", "Yes, but no faces", "Pending"], "Photo consent", [1, null, null]],
  ["No. of visits known", ["Y", "N"], "Visits known", [1, 0]],
] as const)("%s %j to “%s” turns by what both mean", (label, options, target, expected) => {
  expect(stands(label, options, target)).toEqual(expected);
});

test("options that tell for themselves outweigh the name of their column, and the turn is named", () => {
  const allow = [
    { value: 0, label: "Allow" },
    { value: 1, label: "Do Not Allow" },
  ];
  expect(stands("Accepts our news", ["true", "false"], "Do not allow bulk mail", allow)).toEqual([0, 1]);
  const proposal = proposeValues(
    { label: "Accepts our news", options: ["true"] },
    { label: "Do not allow bulk mail", options: allow },
  );
  expect(proposal).toMatchObject({ isInverted: true, values: [{ reason: expect.stringContaining("inverted") }] });
});

test("a number is taken where exactly one is named", () => {
  const { values } = proposeValues(
    { label: "Visits", options: ["6", "10 (new)", "2-4", "no limit"] },
    { label: "Visits", options: [], isNumber: true },
  );
  expect(values.map((one) => one.target?.value ?? null)).toEqual([6, 10, null, null]);
});

test("what people decided comes first, also that it is to be left open", () => {
  const memory = {
    confirmed: [
      { label: "kind", option: "cat ", target: "Dog" },
      { label: "Kind", option: "Dog", target: null },
      { label: "Kind", option: "Horse", target: "Gone" },
    ],
  };
  expect(become(["Cat", "Dog", "Horse"], ["Cat", "Dog", "Horse"], { memory })).toEqual(["Dog", null, "Horse"]);
});

test.each([
  ["Est-ce que vous fumez", ["Oui", "Non"], "Smokes", [1, 0]],
  ["Do you object to a student being present?", ["Yes, I object", "No objection"], "Student may observe", [0, 1]],
  ["Any problem with photos?", ["Yes", "No"], "Photos allowed", [0, 1]],
  ["Do you mind if we record this?", ["I do not mind", "Yes"], "Recording allowed", [1, 0]],
  ["Consent to treat", ["signed", "will sign next visit"], "Consent given", [1, null]],
  ["Implants", ["Y", "N", "dk"], "Has implants", [1, 0, null]],
] as const)("%s is answered by what its answers mean", (label, options, target, expected) => {
  expect(stands(label, options, target)).toEqual(expected);
});

test("yes and no to a matter of degree or time become the option that means it", () => {
  expect(become(["N", "ex", "Y"], ["Never", "Former", "Current"])).toEqual(["Never", "Former", "Current"]);
  expect(become(["No", "T1", "T2"], ["None", "Type 1", "Type 2"])).toEqual(["None", "Type 1", "Type 2"]);
});

test("what no list knows is left open without being sure of it", () => {
  const { values } = proposeValues(
    { label: "Kind", options: ["Zorb"] },
    { label: "Kind", options: listed("Red", "Blue") },
  );
  expect(values[0]).toMatchObject({ target: null, band: "review" });
});

test("several options may become one, and each says which others do", () => {
  const { values } = proposeValues(
    { label: "Who", options: ["Mum", "Dad", "Sis"] },
    { label: "Who", options: listed("Parent", "Sibling") },
  );
  expect(values.map(({ sharedWith }) => sharedWith)).toEqual([["Dad"], ["Mum"], []]);
});

test("the same code says something where the words do not", () => {
  expect(become([{ label: "before a meal", code: "AC" }], ["x", "y"])).toEqual([null]);
  const { values } = proposeValues(
    { label: "When", options: [{ label: "before a meal", code: "AC" }] },
    {
      label: "When",
      options: [
        { value: "PC", label: "PC" },
        { value: "AC", label: "AC" },
      ],
    },
  );
  expect(values[0]).toMatchObject({ target: { value: "AC" }, band: "review" });
});

test("an answer that repeats what is asked is a yes, and what stands beside it a no", () => {
  expect(stands("Latex", ["allergic", "fine"], "Latex allergy")).toEqual([1, 0]);
  expect(stands("Safeguarding", ["Open", "Closed", "Monitoring"], "Safeguarding concern open")).toEqual([1, 0, null]);
});

test("what has stopped is neither yes nor no, and a yes with details stays one", () => {
  expect(stands("Warfarin", ["Yes", "No", "Stopped recently"], "On anticoagulants")).toEqual([1, 0, null]);
  expect(stands("Dog?", ["Yes - will be tied up", "Yes, but only small"], "Dog on premises")).toEqual([1, null]);
});

test("a question or a column that excludes turns the answers round", () => {
  expect(stands("Pays surcharge", ["Yes", "No"], "Co-payment exempt")).toEqual([0, 1]);
  expect(stands("Non-smoker", ["Correct"], "Current smoker")).toEqual([0]);
});

test("weeks of a year count as weeks where weeks are asked for", () => {
  const weeks = { label: "Review in (weeks)", options: [], isNumber: true };
  const { values } = proposeValues({ label: "RTC", options: ["4/52", "4/12"] }, weeks);
  expect(values.map(({ target }) => target?.value ?? null)).toEqual([4, null]);
});

test("what its words do not say, its place among the others does", () => {
  const { values } = proposeValues(
    { label: "Style", options: ["Zorbing", "Activator", "Blorping", "Not sure"] },
    { label: "Technique", options: listed("Diversified", "Activator", "Drop table") },
  );
  expect(values.map(({ target }) => target?.label ?? null)).toEqual(["Diversified", "Activator", "Drop table", null]);
  expect(values[2]).toMatchObject({ band: "review", reason: expect.stringContaining("same place") });
});

test("a place is no reason where both are known to differ, or what is left is for the rest", () => {
  expect(become(["Neck", "Left knee", "Hand"], ["Neck", "Right knee", "Hand"])).toEqual(["Neck", null, "Hand"]);
  expect(become(["Gold", "White", "nil"], ["Gold", "White", "Orange"])).toEqual(["Gold", "White", null]);
  expect(become(["Unknown", "Zorb"], ["Red", "Blue"])).toEqual([null, null]);
});

test.each([
  ["Paper receipts only", ["x"], "E-mailed statements", [0]],
  ["Post, not email", ["x"], "Letters by post", [1]],
  ["Letters by post instead of email", ["Yes"], "Receives e-mail", [0]],
  ["Prefers phone", ["Yes"], "Receives SMS", [0]],
  ["Excess still owing", ["Yes"], "Excess reached", [0]],
  ["Can you cut your own toenails?", ["Yes", "No"], "Nail care assistance required", [0, 1]],
  ["Text or email", ["Yes"], "Receives e-mail", [1]],
  ["Receipts by", ["Email", "Post"], "E-mail receipts", [1, 0]],
] as const)("who chooses an alternative says no to the other: %s %j to “%s”", (label, options, target, expected) => {
  expect(stands(label, options, target)).toEqual(expected);
});

test.each([
  ["Photo", ["Yes please", "No ta"], "Photos", [1, 0]],
  ["Bone density", ["Yes", "Not tested"], "Osteoporosis", [1, null]],
  ["Tested for MRSA", ["Yes", "Not tested"], "Tested for MRSA", [1, 0]],
  ["Implants", ["Yes", "N/A"], "Has implants", [1, null]],
  ["Had it before", ["NHS", "Private", "No", "Not sure"], "Previous therapy", [1, 1, 0, null]],
] as const)("%s %j is a no only where it says so", (label, options, target, expected) => {
  expect(stands(label, options, target)).toEqual(expected);
});

test("spans are compared by what they count", () => {
  expect(become(["< 6 wks", "6-12 weeks", "> 1 yr"], ["Under 6 weeks", "6 to 12 weeks", "Over a year"])).toEqual([
    "Under 6 weeks",
    "6 to 12 weeks",
    "Over a year",
  ]);
  expect(become(["20-30"], ["Under 18", "18 to 35"])).toEqual(["18 to 35"]);
});

test("a few initials within an option, and what stands beside an answer, are read", () => {
  expect(become(["DP (L)", "DP (R)"], ["Right Dorsalis Pedis", "Left Dorsalis Pedis"])).toEqual([
    "Left Dorsalis Pedis",
    "Right Dorsalis Pedis",
  ]);
  expect(become(["F only", "just M pls"], ["Male", "Female"])).toEqual(["Female", "Male"]);
  expect(become(["Neighbour", "No - private"], ["Friend", "None", "Other"])).toEqual(["Other", "None"]);
});

test("what is listed can be forgotten, and is known again afterwards", () => {
  const ask = () => become(["Lxqz", "Mahi"], ["Home", "Workplace"]);
  expect(whileForgetting(1, 1, ask)).toEqual([null, null]);
  expect(ask()).toEqual([null, "Workplace"]);
});

test("every option is answered once with an option of the target, and always the same", () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom("Yes", "No", "N/A", "Mum or Dad", "b/w", "Other", "1/52", "__proto__", "constructor", "toString"),
  );
  fc.assert(
    fc.property(
      fc.array(texts, { maxLength: 8 }),
      fc.array(texts, { maxLength: 8 }),
      texts,
      (options, labels, label) => {
        const targets = listed(...labels);
        const { values } = proposeValues({ label, options }, { label, options: targets });
        expect(values.map(({ option }) => option)).toEqual(options);
        for (const { target, probability, runnersUp } of values) {
          if (target !== null) expect(targets).toContain(target);
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(0.99);
          expect(runnersUp.length).toBeLessThanOrEqual(5);
        }
        expect(proposeValues({ label, options }, { label, options: targets }).values).toEqual(values);
      },
    ),
  );
});
