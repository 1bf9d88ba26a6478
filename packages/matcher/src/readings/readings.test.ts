import { expect, test } from "vitest";
import { inEnglish } from "./other-languages.ts";
import { askedFor, isSentence } from "./question.ts";
import { writtenOutOtherwise } from "./short-forms.ts";

test.each([
  ["How did you hear about us?", "how found us"],
  ["What would you like to be able to do again?", "goals"],
  ["Who should we call if something happens?", "emergency contact"],
  ["What's the problem?", "reason for visit"],
  ["Where does it hurt?", "pain location"],
  ["Tell us what happened", "accident description"],
  ["Who were you working for", "employer"],
  ["Expecting?", "pregnant"],
  ["Who's paying?", null],
  ["Medicare number", null],
])("%s asks for %s", (label, asked) => {
  expect(askedFor(label)).toBe(asked);
});

test("a sentence is told from a name", () => {
  expect(isSentence("Do you have any metal implants?")).toBe(true);
  expect(isSentence("Smoker?")).toBe(false);
  expect(isSentence("Emergency contact phone")).toBe(false);
});

test("a short form with several meanings is read in each of them, a word that only looks like one is not", () => {
  expect(writtenOutOtherwise("W/C cm")).toContain("waist circumference cm");
  expect(writtenOutOtherwise("Rx")).toEqual(["prescription", "medication"]);
  expect(writtenOutOtherwise("W/L from")).toContain("waiting list since from");
  expect(writtenOutOtherwise("Sport")).toEqual([]);
  expect(writtenOutOtherwise("ACC45")).toEqual([]);
});

test("what forms of other languages call common things is read in English, the rest is left", () => {
  expect(inEnglish("Médecin de famille")).toBe("family doctor");
  expect(inEnglish("Fecha de nacimiento")).toBe("date of birth");
  expect(inEnglish("Krankenkasse")).toBe("health fund");
  expect(inEnglish("電話番号")).toBeNull();
  expect(inEnglish("Next of kin")).toBeNull();
});
