import { heldReason } from "@flit/core/held-choice";
import { describe, expect, it } from "vitest";
import { attachmentPath } from "./files.ts";
import { objectMaps } from "./object-maps.ts";
import { defaultPairOptions } from "./pair-options.ts";
import { fieldsOf, lookup, mapped, source } from "./testing-map.ts";

const removed = { removedAt: "2024-01-01T00:00:00Z" };

describe("a patient's contact", () => {
  it("never shows an alert that was taken back as a valid one", () => {
    const alerts = [
      source("medical_alerts", "1", { name: "Penicillin" }),
      source("medical_alerts", "2", { name: "Latex" }, removed),
    ];
    expect(fieldsOf("patient", source("patients", "1", {}), { alerts }).flit_medicalalerts).toBe(
      "Penicillin\n[Archived] Latex",
    );
  });

  it.each([
    [true, false],
    [false, true],
    [null, true],
  ])("with the marketing consent %o has do-not-send %o", (consent, expected) => {
    expect(fieldsOf("patient", source("patients", "1", { accepted_email_marketing: consent })).donotbulkemail).toBe(
      expected,
    );
  });

  it("with a consent unknown to us is held", () => {
    expect(mapped("patient", source("patients", "1", { accepted_email_marketing: "unknown to us" }))).toEqual({
      status: "rejected",
      reasons: [heldReason("flit_emailmarketingconsent")],
    });
  });

  it("keeps answers to custom fields that the settings no longer name", () => {
    const fields = [
      { name: "Old question", token: "gone", type: "text", value: "Yes, since 2019" },
      {
        name: "Side",
        token: "gone-too",
        options: [{ name: "Left" }, { name: "Right", selected: true }],
        other: { value: "mostly" },
      },
      { name: "Unanswered", token: "empty", type: "text" },
      { name: "Known", token: "t1", type: "text", value: "In its own column" },
    ];
    const known = {
      token: "t1",
      section: "S",
      label: "Known",
      type: "text" as const,
      options: [],
      hasOther: false,
      column: "flit_cf_known",
      archived: false,
    };
    const row = fieldsOf(
      "patient",
      source("patients", "1", { custom_fields: { sections: [{ name: "S", fields }] } }),
      {},
      { customFields: [known] },
    );
    expect(row.flit_othercustomfields).toBe("Old question: Yes, since 2019\nSide: Right, mostly");
    expect(row.flit_cf_known).toBe("In its own column");
  });

  it("has a number of each kind although its first entry of that kind is empty", () => {
    const phones = [
      { phone_type: "Mobile", number: "" },
      { phone_type: "Mobile", number: null, normalized_number: "61400000001" },
    ];
    expect(fieldsOf("patient", source("patients", "1", { patient_phone_numbers: phones }))).toMatchObject({
      mobilephone: "61400000001",
      flit_phonenumbers: "Mobile: 61400000001",
    });
  });

  it("has the cover of its own as the primary one, a case's only without", () => {
    const fromCase = source("insurance_profile", "case-7", { case: "7", provider: "Medicare" });
    const own = source("insurance_profile", "12345678-1-1", { provider: "HCF", policy_number: "77" });
    const providerOf = (insurance: readonly (typeof own)[]) =>
      fieldsOf("patient", source("patients", "12345678", {}), { insurance }).flit_insuranceprovider;
    expect(providerOf([fromCase, own])).toBe("HCF");
    expect(providerOf([fromCase])).toBe("Medicare");
  });

  it("keeps the numbers and remarks of a duplicate that was merged into it", () => {
    const merged = [
      source("patients", "2", {
        last_name: "Lee",
        notes: "Carries an EpiPen",
        patient_phone_numbers: [{ phone_type: "Mobile", number: "0400 000 002" }],
      }),
    ];
    expect(fieldsOf("patient", source("patients", "1", {}), { merged }).flit_mergedrecords).toBe(
      "Lee · 0400 000 002 · Carries an EpiPen",
    );
  });

  it("says who referred the patient", () => {
    const referral = {
      referrer_type: "Contact",
      referrer: "12",
      subcategory: "GP",
      notes: null,
      referral_source_type: "3",
    };
    const referrals = [source("referral_sources", "1", referral)];
    expect(fieldsOf("patient", source("patients", "1", {}), { referrals }).flit_referralsource).toBe(
      "Contact 12 · GP · type 3",
    );
  });

  it("keeps its files together when the patient is renamed", () => {
    const file = source("patient_attachments", "9", { filename: "scan.pdf" });
    const before = attachmentPath(file, source("patients", "1", { last_name: "Lee" }), "row-1");
    expect(attachmentPath(file, source("patients", "1", { last_name: "Kim" }), "row-1")).toBe(before);
  });
});

describe("an appointment", () => {
  const attendee = (fields = {}) => source("attendees", "70", { booking: "7", ...fields });
  const booking = source("individual_appointments", "7", {
    patient: "1",
    notes: "Bring scans",
    starts_at: "2024-05-01T00:00:00Z",
    ends_at: "2024-05-01T01:00:00Z",
    invoice_status: 20,
    treatment_note_status: 90,
  });

  it("that cannot be read makes no open task without a time", () => {
    for (const key of ["appointment-task", "appointment"])
      expect(mapped(key, attendee({ patient: "1" }))).toEqual({
        status: "skipped",
        reason: "appointment-not-readable",
      });
  });

  it("stands with its patient although the attendee names none", () => {
    expect(fieldsOf("appointment-task", attendee(), { booking }).regardingobjectid).toEqual(
      lookup("contact", "patient/1"),
    );
    expect(fieldsOf("appointment", attendee(), { booking }).flit_patient).toEqual(lookup("contact", "patient/1"));
  });

  it("loses neither of two notes, and takes the statuses from where they are", () => {
    expect(fieldsOf("appointment", attendee({ notes: "Allergic to tape" }), { booking })).toMatchObject({
      flit_notes: "Bring scans",
      flit_attendeenotes: "Allergic to tape",
      flit_invoicestatus: "Paid",
      flit_notestatus: "Final",
    });
  });
});

describe("every map", () => {
  const maps = objectMaps(defaultPairOptions);

  it("makes rows that can mail nobody: appointments become tasks, and no row has parties", () => {
    expect(maps.map(({ target }) => target.table)).not.toContain("appointment");
    const columns = maps.flatMap(({ fields, finish }) => [...fields, ...finish].map(({ column }) => column));
    expect(columns.filter((name) => /parties|^(required|optional)attendees$|^(to|from|cc|bcc)$/.test(name))).toEqual(
      [],
    );
  });

  it("gives a state only when its row is there, never on creation", () => {
    const states = (fields: readonly { readonly column: string }[]) =>
      fields.filter(({ column }) => column === "statecode" || column === "statuscode");
    expect(maps.flatMap(({ fields }) => states(fields))).toEqual([]);
    expect(maps.flatMap(({ finish }) => states(finish)).length).toBeGreaterThan(0);
  });
});

describe("links by the appointment alone", () => {
  const attendees = [source("attendees", "69", { booking: "7" }, removed), source("attendees", "70", { booking: "7" })];
  const single = source("individual_appointments", "7", { patient: "1" });
  const expected = lookup("flit_appointment", "appointment/70");

  it("lead to the one attendee of a single appointment", () => {
    const invoice = source("invoices", "8", { patient: "1", appointment: "7" });
    expect(fieldsOf("invoice", invoice, { single, attendees })).toMatchObject({
      flit_appointment: expected,
      flit_clinikobookingid: "7",
    });
    const note = source("treatment_notes", "3", { patient: "1", booking: "7" });
    expect(fieldsOf("treatment-note-record", note, { booking: single, attendees }).flit_appointment).toEqual(expected);
  });

  it("never lead to anybody of a group", () => {
    const booking = source("group_appointments", "7", { max_attendees: 5 });
    const note = source("treatment_notes", "3", { patient: "1", booking: "7" });
    expect(fieldsOf("treatment-note-record", note, { booking, attendees })).not.toHaveProperty("flit_appointment");
    const invoice = source("invoices", "8", { patient: "1", appointment: "7" });
    expect(fieldsOf("invoice", invoice, { attendees })).not.toHaveProperty("flit_appointment");
  });
});

describe("the catalogue and the practitioners", () => {
  it("a product and a service with the same id and code have different numbers", () => {
    const numberOf = (key: string, object: string) =>
      fieldsOf(key, source(object, "12", { name: "Tape", item_code: "T" })).productnumber;
    expect(numberOf("product", "products")).not.toBe(numberOf("billable-item", "billable_items"));
  });

  it("a line taken off its invoice says so", () => {
    const line = source("invoice_items", "6", { invoice: "8", name: "Tape" }, removed);
    expect(fieldsOf("invoice-line", line).productdescription).toBe("[Archived] Tape");
  });

  it("a provider number stands with the location it is valid at", () => {
    const numbers = [
      source("practitioner_reference_numbers", "1", { name: "Medicare", reference_number: "A1", business: "4" }),
    ];
    expect(fieldsOf("practitioner", source("practitioners", "5", {}), { numbers }).flit_credentials).toBe(
      "Medicare: A1 (location 4)",
    );
  });

  it.each([0, 7])("works on a Sunday where the day is counted as %i", (day) => {
    const availability = {
      day_of_week: day,
      business: "4",
      availabilities: [{ starts_at: "09:00", ends_at: "12:00" }],
    };
    const hours = [source("daily_availabilities", "1", availability)];
    expect(fieldsOf("practitioner", source("practitioners", "5", {}), { hours }).flit_availability).toBe(
      "Sunday 09:00–12:00 (location 4)",
    );
  });
});
