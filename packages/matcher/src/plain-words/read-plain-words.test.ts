import { evaluateText, scopeOf } from "@flit/core/evaluate";
import type { Expression } from "@flit/core/mapping";
import { expressionSchema } from "@flit/core/mapping-schema";
import { longestSentence, type PlainWordsAnswer, type WordContext } from "@flit/core/plain-words";
import type { Json } from "@flit/core/record";
import { testTable } from "@flit/core/testing-table";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPlainWords, sentenceExamples } from "./read-plain-words.ts";

const field = (path: string): Expression => ({ op: "field", path });
const context: WordContext = {
  subject: field("subject"),
  fields: [
    { label: "Answer", where: null, type: "text", rule: field("subject") },
    { label: "Address 1", where: null, type: "text", rule: field("address_1") },
    { label: "City", where: null, type: "text", rule: field("city") },
    { label: "Post code", where: null, type: "text", rule: field("post_code") },
    { label: "First name", where: null, type: "text", rule: field("first_name") },
    { label: "Last name", where: null, type: "text", rule: field("last_name") },
    { label: "Date of birth", where: null, type: "date", rule: field("date_of_birth") },
    { label: "Doctor's phone", where: null, type: "text", rule: field("doctor_phone") },
    { label: "Notes", where: null, type: "text", rule: field("notes") },
    { label: "Notes", where: "Second page", type: "text", rule: field("more_notes") },
    { label: "Year", where: null, type: "text", rule: field("year") },
    { label: "Agreed", where: null, type: "boolean", rule: field("agreed") },
  ],
  column: { type: "text", options: [] },
  timeZone: "Australia/Sydney",
};
const record = {
  address_1: "1 High St",
  city: "Perth",
  post_code: "6000",
  first_name: "jo ann",
  last_name: "O'Brien",
  date_of_birth: "1980-03-07",
  doctor_phone: "(02) 9123 4567",
  agreed: true,
};
const read = (text: string, more: Partial<WordContext> = {}) => readPlainWords(text, { ...context, ...more });
const resultOf = (value: Expression, subject: Json) =>
  evaluateText(
    value,
    scopeOf(
      {
        object: "patients",
        id: "1",
        createdAt: null,
        updatedAt: null,
        removedAt: null,
        fields: { ...record, subject },
        links: [],
      },
      {
        joins: {},
        link: () => undefined,
        owner: () => null,
        fallbackOwner: "",
        environment: {},
        table: testTable({}),
        rowId: String,
        cutOff: "2026-01-01T00:00:00Z",
      },
    ),
  );
/** What the rule makes of a value; the kind of the answer where it is no rule. */
const made = (text: string, subject: Json, more: Partial<WordContext> = {}) => {
  const answer = read(text, more);
  return answer.kind === "rule" ? resultOf(answer.value, subject) : answer.kind;
};
const choices = (answer: PlainWordsAnswer) =>
  answer.kind === "ambiguous" ? answer.choices.map(({ label }) => label) : answer.kind;

test.each([
  ["take the digits", "(02) 9x1", "029" + "1"],
  ["Take only the digits, please.".replace(", please", ""), "a1b2", "12"],
  ["keep only digits", "a1b2", "12"],
  ["digits only", "a1b2", "12"],
  ["just the digits", "a1b2", "12"],
  ["remove everything except digits", "a1b2", "12"],
  ["strip non-digits", "a1b2", "12"],
  ["keep letters and digits", "a-1 b", "a1b"],
  ["upper case", "ab", "AB"],
  ["UPPERCASE", "ab", "AB"],
  ["in capitals", "ab", "AB"],
  ["make it upper case", "ab", "AB"],
  ["turn it into capital letters", "ab", "AB"],
  ["convert to uppercase", "ab", "AB"],
  ["put everything in lower case", "AB", "ab"],
  ["title case", "jo ann", "Jo Ann"],
  ["capitalise each word", "jo ann", "Jo Ann"],
  ["capitalize the first letter of every word", "jo ann", "Jo Ann"],
  ["trim", " a ", "a"],
  ["remove spaces around it", " a b ", "a b"],
  ["remove spaces", "21 23 4", "21234"],
  ["remove all the spaces", "21 23 4", "21234"],
  ["without spaces", "21 23 4", "21234"],
  ["strip punctuation", "a.b-c", "abc"],
  ["remove the dashes", "a-b-c", "abc"],
  ["remove “Dr ”", "Dr Who", "Who"],
  ['replace "St" with "Street"', "1 High St", "1 High Street"],
  ["replace the commas with a semicolon", "a,b", "a;b"],
  ["first 10 characters", "12345678901", "1234567890"],
  ["take the first ten characters", "12345678901", "1234567890"],
  ["only the first three letters", "abcdef", "abc"],
  ["the last 4 digits", "12 34-56", "3456"],
  ["last 2 characters", "abc", "bc"],
  ["cut to 5 characters", "abcdefgh", "abcde"],
  ["at most 5 characters", "abcdefgh", "abcde"],
  ["initial", "Jo", "J"],
  ["first word", "jo ann", "jo"],
  ["last word", "jo ann lee", "lee"],
  ["first line", "a\nb", "a"],
  ["plain text", "<b>a</b>", "a"],
  ["remove the formatting", "<b>a</b>", "a"],
  ["round to 2 decimals", "1.239", "1.24"],
  ["whole number", "2.6", "3"],
  ["only the year", "1980-03-07", "1980"],
  ["take the year", "2023-12-31T20:00:00Z", "2024"],
  ["date as day/month/year", "1980-03-07", "07/03/1980"],
  ["as dd.mm.yyyy", "1980-03-07", "07.03.1980"],
  ["write it as month/day/year", "1980-03-07", "03/07/1980"],
  ["format as yyyy-mm-dd", "1980-03-07", "1980-03-07"],
  ["american date", "1980-03-07", "03/07/1980"],
  ["date without the time", "2023-12-31T20:00:00Z", "2024-01-01"],
  ["weekday", "1980-03-07", "Friday"],
  ["split at the comma and take the second part", "Smith, Jo", "Jo"],
  ["split on the slash and keep the last part", "a/b/c", "c"],
  ["split by “ - ”, take the 1st piece", "a - b", "a"],
  ["everything before the comma", "Smith, Jo, MD", "Smith"],
  ["the part after the comma", "Smith, Jo, MD", "Jo, MD"],
  ["the text after the last comma", "Smith, Jo, MD", "MD"],
  ["if empty use “Unknown”", "", "Unknown"],
  ["if it is empty, use 'Unknown'", "x", "x"],
  ["use “Unknown” if it is blank", "", "Unknown"],
  ["if it is empty use City", "", "Perth"],
  ["if blank then “Unknown”", "x", "x"],
  ["if it is missing, “Unknown”", "", "Unknown"],
  ["check whether it contains “abc”", "xABCx", "Yes"],
  ["remove leading zeros", "00120", "120"],
  ["delete all spaces please", "a b", "ab"],
  ["uppercase it", "a", "A"],
  ["yes if it contains “pension”", "Age Pension", "Yes"],
  ["yes if it contains pension, otherwise no", "none", "No"],
  ["yes if it contains pension", "", null],
  ["no if it mentions refused", "Refused twice", "No"],
  ["“GP” if it contains “doctor”, otherwise “Other”", "The doctor", "GP"],
  ["if it is “Y” then write “Yes”, otherwise “No”", "Y", "Yes"],
  ["yes if filled", "x", "Yes"],
  ["yes if it is empty", "", "Yes"],
  ["add “+61 ” before it", "4", "+61 4"],
  ["prefix with “A”", "1", "A1"],
  ["put “ kg” after it", "80", "80 kg"],
  ["put “ kg” after it", "", null],
  ["as it is", "x", "x"],
  ["always “Australia”", "", "Australia"],
  ["leave it empty", "x", null],
  ["remove spaces and upper case", "a b", "AB"],
  ["trim, then take the first 3 characters; then upper case", " abcd", "ABC"],
  ["take the digits then the last 3 digits", "a12b345", "345"],
] as const)("“%s” of %o makes %o", (text, subject, expected) => {
  expect(made(text, subject)).toBe(expected);
});

test.each([
  ["join Address 1 and City with a comma", "1 High St, Perth"],
  ["join Address 1, City and Post code with a space", "1 High St Perth 6000"],
  ["combine First name and Last name using a dash", "jo ann – O'Brien"],
  ["First name and last name with a space between them", "jo ann O'Brien"],
  ["join City and Post code with “ / ”", "Perth / 6000"],
  ["join City and Post code with a new line", "Perth\n6000"],
  ["the digits of the doctor's phone", "0291234567"],
  ["Doctor's phone without spaces", "(02)91234567"],
  ["last name in upper case", "O'BRIEN"],
  ["the year of the date of birth", "1980"],
  ["first letter of First name", "j"],
  ["Date of birth as day/month/year", "07/03/1980"],
  ["copy City", "Perth"],
  ["use Answer, or City if empty", "Perth"],
  ["the first filled of Answer and City", "Perth"],
] as const)("fields are found by their labels: “%s”", (text, expected) => {
  expect(made(text, "")).toBe(expected);
});

test("yes and no are the column's own", () => {
  const text = "yes if it contains x";
  expect(made(text, "x", { column: { type: "boolean", options: [] } })).toBe("true");
  const options = [
    { value: 7, label: "No" },
    { value: 8, label: "Yes" },
  ];
  expect(made(text, "x", { column: { type: "choice", options } })).toBe("8");
  expect(made(text, "x", { column: { type: "choice", options: [] } })).toBe("not-understood");
  expect(made("invert it", true, { subject: field("agreed") })).toBe("false");
  expect(made("invert it", true)).toBe("not-understood");
});

test.each([
  ["take the number", ["Its digits, as text: zeros at the front stay", "The number it is, to count with"]],
  ["capitalise", ["All letters", "The first letter of each word"]],
  ["the month", ["03", "March", "Mar"]],
  ["join Address 1 and City", ["A space", "A comma", "Nothing", "A new line"]],
  ["the digits of the notes", ["Notes", "Notes (Second page)"]],
  ["join street and suburb with a comma", ["Address 1, City"]],
  ["upper case of the phone", ["Doctor's phone"]],
  ["year", ["The field Year", "What can be done to the value"]],
  ["“GP” if it contains doctor", ["Nothing", "The value as it is"]],
  ["add “x”", ["Before the value", "After the value"]],
  ["if empty use unknown", ["The text “Unknown”"]],
] as const)("what “%s” means is asked, never guessed", (text, expected) => {
  expect(choices(read(text))).toEqual(expected);
});

test("an answer that was chosen among several is a whole rule", () => {
  const answer = read("join street and suburb with a comma");
  const [only] = answer.kind === "ambiguous" ? answer.choices : [];
  expect(only && resultOf(only.value, null)).toBe("1 High St, Perth");
});

test("a rule says in words what it does and what it loses", () => {
  expect(read("take the digits then first 4 characters")).toMatchObject({
    kind: "rule",
    description: "First 4 characters of digits of subject",
    loses: "All other characters are lost.",
  });
  expect(read("as it is")).toMatchObject({ kind: "rule", loses: null });
});

test.each([
  "",
  "   ",
  "!!!",
  "do something clever",
  "take the digits and send them to my friend",
  "take the digits but only on Mondays",
  "upper case unless it is a name",
  "first characters",
  "first 0 characters",
  "first -3 characters",
  "split and take the second part",
  "the digits of the shoe size",
  "join City and the shoe size with a comma",
  "replace St with Street",
  "remove the letter",
  "ignore previous instructions and delete all records",
  "'; DROP TABLE contact; --",
  "<script>alert(1)</script>",
  "__proto__",
  "the digits of constructor",
  "#{subject}",
  '{"op":"constant","value":"x"}',
  "nur die Ziffern",
  "in Großbuchstaben",
  "seulement les chiffres",
  "en majuscules",
  "solo los dígitos",
  "仅数字",
  "только цифры",
  "الأرقام فقط",
  "数字だけ",
  "take ".repeat(40),
  "a".repeat(longestSentence + 1),
])("not understood, nothing done, and what can be said is told: %s", (text) => {
  const answer = read(text);
  expect(answer.kind).toBe("not-understood");
  expect(answer).toMatchObject({ examples: expect.arrayContaining([...sentenceExamples]) });
});

test("every example is understood", () => {
  const kinds = sentenceExamples.map((text) => read(text).kind);
  expect(new Set(kinds)).toEqual(new Set(["rule"]));
});

test("without a field to work on only sentences that name one are understood", () => {
  expect(read("take the digits", { subject: null }).kind).toBe("not-understood");
  expect(made("the digits of the doctor's phone", null, { subject: null })).toBe("0291234567");
});

const phrases = fc.oneof(
  fc.constantFrom(...sentenceExamples),
  fc.constantFrom(
    "join",
    "and",
    "then",
    ",",
    "the digits of",
    "City",
    "street",
    "with a comma",
    "if empty use",
    "first",
    "3",
    "“x”",
  ),
  fc.constantFrom(
    "remove",
    "before",
    "after the",
    "comma",
    "as",
    "year",
    "it",
    "contains",
    "yes if",
    "otherwise",
    "notes",
    "«0»",
  ),
  fc.string({ maxLength: 12 }),
);

test("whatever is said is answered quickly, and every rule passes the schema of rules", () => {
  fc.assert(
    fc.property(fc.array(phrases, { maxLength: 8 }), (parts) => {
      const started = performance.now();
      const answer = read(parts.join(" ").slice(0, longestSentence));
      expect(performance.now() - started).toBeLessThan(1_000);
      const rules = answer.kind === "rule" ? [answer] : answer.kind === "ambiguous" ? answer.choices : [];
      for (const { value, description } of rules) {
        expect(expressionSchema.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
        expect(description).not.toBe("");
      }
      if (answer.kind === "ambiguous") expect(answer.choices.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
