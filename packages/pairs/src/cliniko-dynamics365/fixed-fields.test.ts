import { expect, test } from "vitest";
import { curatedMap } from "./curated-map.ts";
import { fixedField } from "./fixed-fields.ts";
import { defaultPairOptions } from "./pair-options.ts";

const column = (path: string, table = "contact", object = "patients") =>
  fixedField(object, path, table).columns[0] ?? null;

test.each([
  ["address_1", "address1_line1"],
  ["address_2", "address1_line2"],
  ["address_3", "address1_line3"],
  ["title", "salutation"],
  ["preferred_first_name", "nickname"],
  ["occupation", "jobtitle"],
  ["date_of_birth", "birthdate"],
  ["city", "address1_city"],
  ["state", "address1_stateorprovince"],
  ["post_code", "address1_postalcode"],
  ["notes", "description"],
  ["patient_phone_numbers[Work]", "telephone1"],
  ["patient_phone_numbers[Home]", "telephone2"],
  ["patient_phone_numbers[Mobile]", "mobilephone"],
])("a patient's %s goes to %s", (path, expected) => {
  expect(column(path)).toBe(expected);
});

test("two and three lines of an address are never a second and a third address", () => {
  for (const path of ["address_1", "address_2", "address_3"]) expect(column(path)).toMatch(/^address1_/);
});

test("agreeing to be mailed is turned round into not being kept from it", () => {
  expect(fixedField("patients", "accepted_email_marketing", "contact")).toMatchObject({
    columns: ["donotbulkemail"],
    isInverted: true,
  });
});

test("sex, gender and gender identity are three concepts: each may claim the column, none is the other", () => {
  for (const path of ["sex", "gender", "gender_identity"])
    expect(fixedField("patients", path, "contact").contestedBy).toHaveLength(2);
  const { contested, objects } = curatedMap(defaultPairOptions);
  expect(contested?.["patient.gendercode"]).toContain("gender identity");
  const patient = objects.find(({ key }) => key === "patient");
  const ownColumns = ["flit_sex", "flit_genderidentity", "flit_genderformer"];
  expect(patient?.fields.map((line) => line.column)).toEqual(expect.arrayContaining(ownColumns));
});

test("the old reference is the medical record number, under any name an organisation has for it", () => {
  const known = fixedField("patients", "old_reference_id", "contact");
  expect(known.columns).toEqual([]);
  expect(known.aliases).toEqual(expect.arrayContaining(["MRN", "Medical record number"]));
  const patient = curatedMap(defaultPairOptions).objects.find(({ key }) => key === "patient");
  expect(patient?.fields.find((line) => line.column === "flit_mrn")?.value).toEqual({
    op: "field",
    path: "old_reference_id",
  });
});

test("when a record was changed or put away is not carried as a field", () => {
  expect(fixedField("patients", "updated_at", "contact")).toMatchObject({ isLeft: true, columns: [] });
});

test("objects kept in other tables than the pair's own go to what these call the same", () => {
  expect(column("starts_at", "appointment", "individual_appointments")).toBe("scheduledstart");
  expect(column("title", "annotation", "treatment_notes")).toBe("subject");
  expect(column("expiry_date", "opportunity", "patient_cases")).toBe("estimatedclosedate");
});
