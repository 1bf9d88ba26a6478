import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "./record.ts";
import { noteAnswers } from "./transforms/note-answer.ts";
import { type TransformName, transforms } from "./transforms.ts";

const run = (name: TransformName, inputs: readonly Json[], options: { readonly [name: string]: Json } = {}): Json =>
  transforms[name].apply(inputs, options);

test.each([
  ["keepCharacters", "(02) 9123-4567 x", { kind: "digits" }, "0291234567"],
  ["keepCharacters", "Ab 1é2-3", { kind: "letters" }, "Abé"],
  ["keepCharacters", "none", { kind: "digits" }, null],
  ["keepCharacters", "x", { kind: "constructor" }, null],
  ["dropCharacters", " 2123 45670 1 ", { kind: "spaces" }, "2123456701"],
  ["dropCharacters", "a.b-c (d)", { kind: "punctuation" }, "abc d"],
  ["firstCharacters", "👩‍👩‍👧é2345", { count: 2 }, "👩‍👩‍👧é"],
  ["firstCharacters", "12345", { count: -2 }, "45"],
  ["firstCharacters", "12345", { count: 0 }, null],
  ["splitPart", "Smith,  Jo, MD", { separator: ",", at: 2 }, "Jo"],
  ["splitPart", "Smith,  Jo, MD", { separator: ",", at: 2, toEnd: true }, "Jo, MD"],
  ["splitPart", "a  b c", { separator: " ", at: -1 }, "c"],
  ["splitPart", "a", { separator: ",", at: 2 }, null],
  ["replaceText", "a.b.A", { find: "A", by: "$&" }, "$&.b.$&"],
  ["replaceText", "a.b", { find: ".", by: "" }, "ab"],
  ["replaceText", "2-3/4", { find: "-", by: "" }, "23/4"],
  ["replaceText", "a", { find: "", by: "x" }, null],
  ["containsText", "Has ASTHMA", { text: "asthma" }, true],
  ["containsText", "None", { text: "asthma" }, false],
  ["containsText", "", { text: "asthma" }, null],
  ["upperCase", "Straße", {}, "STRASSE"],
  ["titleCase", "mary-jane o'neil's 3rd", {}, "Mary-Jane O'Neil's 3rd"],
  ["formatDate", "1980-03-07", { pattern: "dd/MM/yyyy" }, "07/03/1980"],
  ["formatDate", "1980-03-07", { pattern: "d MMM yy" }, "7 Mar 80"],
  [
    "formatDate",
    "2024-01-01T20:30:00Z",
    { pattern: "dddd d MMMM HH:mm", timeZone: "Australia/Sydney" },
    "Tuesday 2 January 07:30",
  ],
  ["formatDate", "7/3/80", { pattern: "yyyy" }, null],
] as const)("%s of %o", (name, value, options, expected) => {
  expect(run(name, [value], options)).toBe(expected);
});

test("HTML becomes lines, lists keep their marks and depth, links their address", () => {
  const html =
    "<h1>Plan</h1><p>Rest &amp; <b>ice</b><br>20&nbsp;min</p><ol><li>Walk<ul><li>slowly</li></ul></li><li>Swim</li></ol>" +
    '<blockquote>said so</blockquote><a href="https://example.org/x">sheet</a>';
  expect(run("htmlToText", [html])).toBe(
    "Plan\nRest & ice\n20 min\n1. Walk\n  - slowly\n2. Swim\n> said so\nsheet (https://example.org/x)",
  );
});

test("no word of a note is lost in HTML, whatever surrounds it", () => {
  const tag = fc.constantFrom(
    "<p>",
    "</p>",
    "<br/>",
    "<ul><li>",
    "</li></ul>",
    "<x-y z='1'>",
    "</div>",
    "<!-- c -->",
    "< ",
    "&amp;",
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(tag, fc.stringMatching(/^w[0-9]{1,4}$/)), { minLength: 1 }), (pieces) => {
      const text = String(run("htmlToText", [pieces.map(([before, word]) => `${before}${word}`).join("")]));
      expect(text.match(/w\d+/g)?.join(" ")).toBe(pieces.map(([, word]) => word).join(" "));
    }),
  );
});

test("signs that open no tag stay, and text without tags keeps its lines", () => {
  expect(run("htmlToText", ["BP <140 & HR > 60\r\nfine"])).toBe("BP <140 & HR > 60\nfine");
  expect(run("htmlToText", ["<p>pain < 3 &bogus; &#233;</p>"])).toBe("pain < 3 &bogus; é");
});

test("a note tells every section, question and answer in order, free text and body charts included", () => {
  const questions = [
    { name: "Pain", type: "text", answer: "7/10" },
    { name: "History", type: "paragraph", answer: "<div>old</div><div>new</div>" },
    {
      name: "Side",
      type: "checkboxes",
      answers: [{ value: "Left", selected: true }, { value: "Right" }],
      other: { enabled: true, selected: true, value: "both at night" },
    },
    { name: "Chart", type: "bodycharts", body_chart_ids: ["5"] },
    { name: "Skipped?", type: "text" },
  ];
  expect(run("noteText", [{ sections: [{ name: "Subjective", description: null, questions }] }])).toBe(
    "Subjective\nPain: 7/10\nHistory:\nold\nnew\nSide: Left, both at night\nChart: Body chart: see Cliniko (5)\nSkipped?",
  );
  expect(run("noteText", [null])).toBeNull();
});

test("an answer is found by its question, whatever its capitals, in every section that asks it", () => {
  const ask = (name: string, answer?: string) => ({ name, type: "paragraph", ...(answer && { answer }) });
  const content = {
    sections: [
      { name: "Subjective", questions: [ask("Pain  today?", "<p>left knee</p>"), ask("Plan")] },
      { name: "Objective", questions: [ask("pain today", "better"), ask("", "no question")] },
    ],
  };
  const [pain, plan] = noteAnswers(content);
  const told = (key = "") => run("noteAnswer", [content], { question: key });
  expect(told(pain?.key)).toBe("left knee\nbetter");
  expect(told(plan?.key)).toBeNull();
  expect(told("")).toBeNull();
  expect(run("noteAnswer", [null], { question: pain?.key ?? "" })).toBeNull();
});

test("a custom field is found by its token, archived sections included", () => {
  const options = [
    { name: "Gold", token: "o1", selected: true },
    { name: "Silver", token: "o2" },
  ];
  const field = { name: "Cover", token: "t", type: "radiobuttons", archived: true, options };
  const customFields = { sections: [{ name: "s", archived: true, fields: [field] }] };
  expect(run("customField", [customFields], { token: "t" })).toBe("Gold");
  expect(run("customField", [customFields], { token: "u" })).toBeNull();
});

test("a day is never shifted by a time zone, an instant is", () => {
  expect(run("date", ["2024-01-02"], { timeZone: "Australia/Sydney" })).toBe("2024-01-02");
  expect(run("date", ["2024-01-01T20:00:00Z", "Australia/Sydney"])).toBe("2024-01-02");
  expect(run("formatInstant", ["2024-01-01T22:30:00Z"], { timeZone: "Australia/Sydney" })).toBe("2 Jan 2024 09:30");
  expect(run("formatInstant", ["2024-01-01T22:30:00Z"], { timeZone: "Not/AZone" })).toBe("1 Jan 2024 22:30");
  expect(run("date", ["2024-02-30"])).toBeNull();
});

test("folder names and web addresses survive any name", () => {
  const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const guid = "0F8FAD5BD9CB469FA16570867728950E";
  expect(run("folderName", [' A/B: "C". ', { lookup: { table: "contact", id } }])).toBe(`A B C_${guid}`);
  expect(run("folderName", ["...", id])).toBe(guid);
  expect(run("webAddress", ["https://x.example/", "a b/#", "é"])).toBe("https://x.example/a%20b%2F%23/%C3%A9");
});

test("spellings of one company are one name", () => {
  const spellings = ["The Café & Co Pty. Ltd.", "cafe and", "CAFÉ  AND CO"];
  expect(new Set(spellings.map((name) => run("normaliseName", [name]))).size).toBe(1);
});

test("characters the platform refuses go, lines and tabs stay", () => {
  expect(run("safeText", ["a\u0000b\u000bc\td\r\ne\ud800"])).toBe("abc\td\ne\ufffd");
});
