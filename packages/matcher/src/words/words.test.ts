import { expect, test } from "vitest";
import { stem } from "./stem.ts";
import { tokensOf } from "./tokens-of.ts";
import { wordsOf } from "./words-of.ts";

test.each([
  ["DOB", "birth date"],
  ["D.O.B.", "birth date"],
  ["birthdate", "birth date"],
  ["new_emailaddress1", "email 1"],
  ["GP's ph.", "gp phone"],
  ["Plan R/V date", "plan review date"],
  ["NDIS #", "ndis number"],
  ["PRIMARYADDRESSCITY", "primary address city"],
  ["donotbulkemail", "do not bulk email"],
  ["K-10 today", "k10 today"],
  ["abc_phq9score", "phq9 score"],
  ["address1_line2", "address 1 line 2"],
  ["S:", "subjective"],
  ["NO TXT", "not sms"],
  ["new_nostudents", "not students"],
  ["new_claimno", "claim number"],
  ["Plan to", "plan expiry"],
  ["Referred to", "referred to"],
  ["No. of visits", "number of visits"],
  ["Given name", "first name"],
])("%s is read as “%s”", (text, words) => {
  expect(wordsOf(text).join(" ")).toBe(words);
});

test.each([
  ["Organization color", "Organisation colour"],
  ["Pediatric center", "Paediatric centre"],
  ["Enrollment program", "Enrolment programme"],
])("%s and %s are one spelling", (american, british) => {
  expect(wordsOf(american)).toEqual(wordsOf(british));
});

test("words of one family have one stem, a carer and care do not", () => {
  expect(stem("referral")).toBe(stem("referred"));
  expect(stem("approved")).toBe(stem("approval"));
  expect(stem("carer")).not.toBe(stem("care"));
});

test("phrases of one meaning are one token, what stands in brackets counts less", () => {
  const keys = (text: string) => tokensOf(text).map(({ key }) => key);
  expect(keys("Next of kin mobile no.")).toEqual(keys("NOK phone"));
  expect(keys("MHTP exp")).toEqual(keys("Mental health care plan expiry"));
  expect(keys("Don't write to my GP")).toEqual(keys("Do not write to GP"));
  expect(keys("Largest birth weight (g)")).toEqual(keys("Largest birth weight"));
  expect(tokensOf("Sessions (CDM)").map(({ strength }) => strength)).toEqual([1, 0.4]);
});
