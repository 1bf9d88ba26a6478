import { expect, test } from "vitest";
import { recordFields } from "./record-fields.ts";

test("every value of a record is told once, empty ones too, and forms go by their own names", () => {
  const fields = {
    first_name: "Ann",
    notes: null,
    tags: [],
    patient_phone_numbers: [{ number: "1", phone_type: "Mobile" }, { number: "2" }],
    custom_fields: { sections: [{ name: "Insurance", fields: [{ name: "Fund", value: "A" }] }] },
  };
  expect(recordFields({ fields }).map(({ path, label, text }) => [path, label, text])).toEqual([
    ["first_name", "First name", "Ann"],
    ["notes", "Notes", null],
    ["tags", "Tags", null],
    ["patient_phone_numbers.1.number", "Patient phone numbers › 1 › Number", "1"],
    ["patient_phone_numbers.1.phone_type", "Patient phone numbers › 1 › Phone type", "Mobile"],
    ["patient_phone_numbers.2.number", "Patient phone numbers › 2 › Number", "2"],
    ["custom_fields.sections.1.name", "Custom fields › Insurance › Name", "Insurance"],
    ["custom_fields.sections.1.fields.1.name", "Custom fields › Insurance › Fund › Name", "Fund"],
    ["custom_fields.sections.1.fields.1.value", "Custom fields › Insurance › Fund › Value", "A"],
  ]);
});
