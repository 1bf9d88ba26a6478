import { noMemory } from "@flit/core/matcher";
import { expect, test } from "vitest";
import { columnMatcher } from "./column-matcher.ts";
import { column, field } from "./testing-elements.ts";

const own = [
  column("fullname", "Full Name"),
  column("telephone1", "Business Phone"),
  column("telephone2", "Home Phone"),
  column("mobilephone", "Mobile Phone"),
  column("fax", "Fax"),
  column("emailaddress1", "Email"),
  column("company", "Company Phone"),
  column("address1_telephone1", "Address 1: Phone"),
];
const block = (name: string, label: string, parts: readonly string[]) =>
  parts.map((part) => column(`new_${name}${part.toLowerCase()}`, `${label} ${part}`));
const columns = [
  ...own,
  ...block("emergency", "Emergency Contact", ["Name", "Phone", "Relationship"]),
  ...block("gp", "GP", ["Name", "Practice", "Phone", "Fax"]),
  ...block("referrer", "Referrer", ["Name", "Phone", "Email"]),
  ...block("casemanager", "Case Manager", ["Name", "Email", "Phone"]),
  ...block("employer", "Employer", ["Name", "Phone"]),
  ...block("school", "School", ["Name", "Phone"]),
  ...block("insurer", "Insurer", ["Name", "Phone"]),
];
/** Asks for labels, each below a heading, in order. */
const ask = (asked: readonly (readonly [label: string, section: string | null])[], target = columns) =>
  columnMatcher
    .propose(
      asked.map(([label, section], at) => field(label, { id: String(at), section })),
      target,
      noMemory,
    )
    .map(({ column: given }) => given);

test.each([
  ["Emergency contact", "emergency", ["Name", "Phone", "Relationship"]],
  ["In case of emergency", "emergency", ["Full name", "Mobile", "Relation to you"]],
  ["Your doctor", "gp", ["Name", "Phone", "Fax"]],
  ["Who referred you", "referrer", ["Name", "Phone", "Email"]],
  ["Case manager", "casemanager", ["Name", "Ph", "Email"]],
  ["Employer", "employer", ["Name", "Phone"]],
  ["School", "school", ["Name", "Phone"]],
  ["Insurance", "insurer", ["Company", "Phone"]],
] as const)("fields below “%s” go to the columns of that block", (section, name, labels) => {
  const given = ask(labels.map((label) => [label, section]));
  expect(given.map((one) => one?.startsWith(`new_${name}`))).toEqual(labels.map(() => true));
  expect(new Set(given).size).toBe(labels.length);
});

test.each(["Emergency", "Emergency contact", "Solicitor", "Next of kin", "Health fund", "Zorbian agent"])(
  "a lone phone, e-mail or name below “%s” is never the patient's own where there is no column for it",
  (section) => {
    for (const label of ["Phone", "Mobile", "Email", "Name", "Contact number", "Fax"])
      expect(own.map(({ name }) => name)).not.toContain(ask([[label, section]])[0]);
    for (const label of ["Phone", "Email"]) expect(ask([[label, section]], own)[0]).toBeNull();
  },
);

test("what stands right after a person in one section, or says “their”, is that person's", () => {
  expect(
    ask([
      ["Emergency contact", "Contacts"],
      ["Phone", "Contacts"],
      ["Relationship", "Contacts"],
      ["GP", "Contacts"],
      ["Fax", "Contacts"],
    ]),
  ).toEqual(["new_emergencyname", "new_emergencyphone", "new_emergencyrelationship", "new_gpname", "new_gpfax"]);
  expect(
    ask([
      ["Emergency person", null],
      ["Their phone", null],
    ]),
  ).toEqual(["new_emergencyname", "new_emergencyphone"]);
});

test("below a heading that is about the patient, a phone is the patient's", () => {
  for (const section of ["Personal details", "Patient details", "About you", "Contact details", null])
    expect(own.map(({ name }) => name)).toContain(ask([["Mobile", section]])[0]);
});

test("a doctor's e-mail goes to no referrer's column where the doctor has columns", () => {
  expect(
    ask([
      ["GP name", null],
      ["GP phone", null],
      ["GP email", null],
    ]),
  ).toEqual(["new_gpname", "new_gpphone", null]);
});
