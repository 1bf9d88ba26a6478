import type { FieldProfile } from "@flit/core/field-profile";
import { sentenceForms } from "@flit/matcher/plain-words/sentence-forms";
import fc from "fast-check";
import { afterEach, expect, expectTypeOf, test, vi } from "vitest";
import type { CoarseProfile } from "./coarse-profile.ts";
import { heldBack } from "./held-back.ts";
import type { ToldColumn, ToldField, WordsPayload } from "./payload.ts";
import { plain } from "./plain.ts";
import { type ModelRequest, requestOf } from "./request.ts";
import { askOf, column, field, refined, saying } from "./testing-model.ts";
import { type Typed, wordsRequest } from "./words-request.ts";

afterEach(() => vi.restoreAllMocks());

const target = [
  column("governmentid", { label: "Government" }),
  column("new_fund", { label: "Fund number", isCustom: true, options: ["Gold", "Silver"], type: "choice" }),
  column("new_colour", { label: "Favourite colour", isCustom: true }),
];
const labels = ["HF no.", "Colour", "Fund", "Ref", "Notes about fund"];
const sentences = ["keep the numbers if there are any", "write Colour after the fund"];
/** Everything that stands in a call, whatever the account holds, with the shapes of the answers that go with it. */
const requests = [
  requestOf({
    ask: "choice",
    fields: [
      {
        id: "f1",
        label: "",
        section: "",
        type: "choice",
        options: [],
        profile: { fill: "few", distinct: "tens", length: "to-4000", pattern: "address-of-a-page" },
        alsoCalled: ["Fund number", "Government"],
        candidates: [{ id: "c1", name: "", label: "", type: "text", maxLength: 100, options: [] }],
      },
    ],
  }),
  requestOf({
    ask: "meaning",
    fields: [
      {
        id: "f1",
        label: "",
        section: null,
        type: "boolean",
        options: [],
        profile: { fill: "nearly-all", distinct: "thousands", length: "unknown", pattern: "digits-and-letters" },
      },
    ],
  }),
  requestOf({
    ask: "words",
    said: sentences.join(" "),
    fields: labels.map((label) => ({ label, type: "text" })),
    column: { type: "memo", options: ["Gold", "Silver"] },
    forms: [...sentenceForms(labels)],
  }),
];
/** What is said of fields that hold nothing, by a model that says back what it was asked. */
const ofNothing = await refined(
  sayingBack(),
  labels.map((label, place) => field(`patients.f${place}`, label)),
  target,
);
const fixedText = [
  ...(await Promise.all(requests.map(sentFor))),
  JSON.stringify([ofNothing, target]),
  "under-a-quarter under-half most hundreds to-10 to-50 to-250 longer phone-like mail-like date-like one-word words long-text",
  ...labels,
]
  .join(" ")
  .toLowerCase();

/** A model that says everything back, so that what it knew would come out again as other names. */
function sayingBack() {
  return saying((prompt) =>
    prompt.includes('\\"ask\\": \\"meaning\\"')
      ? JSON.stringify({
          f1: { names: [...prompt.matchAll(/[\w@.'-]{4,}/g)].map(String).slice(0, 4), meaning: prompt },
        })
      : '{"f1": "c1", "f2": "none"}',
  );
}

/** All that goes to a provider, as it goes. */
function sentBy({ doGenerateCalls }: ReturnType<typeof saying>): string {
  return JSON.stringify(doGenerateCalls.map(({ prompt, responseFormat }) => [prompt, responseFormat]));
}

async function sentFor(request: ModelRequest): Promise<string> {
  const model = saying(() => "{}");
  await askOf(model)(request);
  return sentBy(model);
}

const value = fc
  .stringMatching(/^[A-Za-zÀ-ÿ0-9@.' <>"-]{4,24}$/)
  .filter((text) => text.trim().length >= 4)
  .filter((text) => [text.trim(), plain(text)].every((one) => !fixedText.includes(one.toLowerCase())));
const canary = fc.stringMatching(/^ZQ[A-Z0-9]{10}$/);

/** A field of the account with patients' values in it; sometimes they stand in its settings too. */
const known = fc.record({
  label: fc.constantFrom(...labels),
  values: fc.uniqueArray(fc.oneof(value, canary), { minLength: 1, maxLength: 6 }),
  type: fc.constantFrom("text", "choice", "number", "date"),
  filled: fc.integer({ min: 1, max: 400 }),
  planted: fc.constantFrom("nowhere", "label", "section", "option"),
});

/** Everything that is written anywhere from now on. */
function watched(): readonly string[] {
  const written: string[] = [];
  for (const name of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, name).mockImplementation((...args) => void written.push(args.map(String).join(" ")));
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
  return written;
}

type Known = typeof known extends fc.Arbitrary<infer T> ? T : never;
/** The fields as the audit describes them. */
const profilesOf = (fields: readonly Known[]) =>
  fields.map(
    ({ values, type, filled }, place): FieldProfile => ({
      object: "patients",
      path: `f${place}`,
      position: place,
      label: "",
      type,
      records: 400,
      filled,
      distinct: values.length,
      longest: 24,
      samples: values.slice(0, 5),
      values: values.map((text) => ({ value: text, count: 20 })),
    }),
  );

function expectNone(fields: readonly Known[], places: readonly string[]): void {
  for (const text of fields.flatMap(({ values }) => values).map((one) => one.trim()))
    for (const place of places) {
      expect(place.toLowerCase()).not.toContain(text.toLowerCase());
      expect(place.toLowerCase()).not.toContain(JSON.stringify(text).slice(1, -1).toLowerCase());
    }
}

test("no sampled value of four characters or more, and no canary, reaches a prompt, the model or a log", async () => {
  const written = watched();
  let calls = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(known, { minLength: 1, maxLength: 4 }), async (fields) => {
      const source = fields.map(({ label, planted, type, values: [first = ""] }, place) =>
        field(`patients.f${place}`, planted === "label" ? `${label} (${first})` : label, {
          section: planted === "section" ? `About ${first}` : "About",
          // As the draft's knowledge makes them: common values of a choice are its options.
          options: planted === "option" || type === "choice" ? ["Gold", first] : [],
          type,
        }),
      );
      const profiles = profilesOf(fields);
      const model = sayingBack();
      const { refined: after } = await refined(model, source, target, { profiles });
      calls += model.doGenerateCalls.length;
      const shown = JSON.stringify(after.map(({ reason }) => reason));
      expectNone(fields, [sentBy(model), shown, ...written]);
    }),
    { numRuns: 200 },
  );
  expect(calls).toBeGreaterThan(100);
});

test("what a person typed is not sent when a sampled value or a canary stands in it, and nothing around it holds one", async () => {
  const written = watched();
  const counts = { sent: 0, refused: 0 };
  // The line's own field is the first; of other fields, what many records of a choice share are ordinary words.
  const from = fc.record({
    fields: fc.array(known, { minLength: 1, maxLength: 4 }),
    sentence: fc.constantFrom(...sentences),
    typed: fc.constantFrom("nothing", "own", "other"),
    spaces: fc.constantFrom(" ", "  ", "\t\u200b "),
  });
  await fc.assert(
    fc.asyncProperty(from, async ({ fields, sentence, typed, spaces }) => {
      const [own] = fields;
      const other = fields.slice(1).find(({ type }) => type !== "choice");
      const planted = { nothing: undefined, own, other }[typed]?.values.at(-1);
      const asked: Typed = {
        said: planted === undefined ? sentence : [sentence, "and write", planted].join(spaces),
        own: ["patients.f0"],
        fields: fields.map(({ label, planted: at, values: [first = ""] }, place) => ({
          id: `patients.f${place}`,
          label: at === "label" ? `${label} (${first})` : label,
          type: "text",
        })),
        column: { type: "choice", options: ["Gold", ...(own?.values ?? [])].map((label, value) => ({ value, label })) },
        forms: sentenceForms,
      };
      const request = wordsRequest(asked, heldBack(profilesOf(fields)));
      // Spaces are taken together: a value of four characters may be shorter then, and is not told as it is.
      expect(request === null).toBe(planted !== undefined && plain(planted).length >= 4);
      counts[request === null ? "refused" : "sent"] += 1;
      if (request === null) return;
      const model = saying(() => '{"sentence": "none"}');
      await askOf(model)(request);
      expectNone(fields, [sentBy(model), request.text, ...written]);
    }),
    { numRuns: 200 },
  );
  expect(Math.min(counts.sent, counts.refused)).toBeGreaterThan(40);
});

test("what may be told has no member for a value: text is what settings and metadata call things, the rest is closed lists", () => {
  type TextOf<T> = {
    [K in keyof T]: string extends T[K]
      ? K
      : T[K] extends readonly (infer I)[]
        ? string extends I
          ? K
          : never
        : never;
  }[keyof T];
  expectTypeOf<TextOf<ToldField>>().toEqualTypeOf<"id" | "label" | "section" | "options">();
  expectTypeOf<TextOf<ToldColumn>>().toEqualTypeOf<"id" | "name" | "label" | "options">();
  expectTypeOf<TextOf<CoarseProfile>>().toEqualTypeOf<never>();
  expectTypeOf<TextOf<WordsPayload>>().toEqualTypeOf<"said" | "forms">();
  expectTypeOf<TextOf<WordsPayload["fields"][number]>>().toEqualTypeOf<"label">();
  expectTypeOf<TextOf<NonNullable<WordsPayload["column"]>>>().toEqualTypeOf<"options">();
});

test("a member nobody declared cannot be sent, wherever it comes from", () => {
  const told = {
    id: "f1",
    label: "Ref",
    section: null,
    type: "text",
    options: [],
    profile: { fill: "few", distinct: "unknown", length: "unknown", pattern: "unknown" },
  } as const;
  expect(() => requestOf({ ask: "meaning", fields: [Object.assign({ sample: "Jo" }, told)] })).toThrow();
  const profile = Object.assign({ filled: 3 }, told.profile);
  expect(() => requestOf({ ask: "meaning", fields: [{ ...told, profile }] })).toThrow();
});
