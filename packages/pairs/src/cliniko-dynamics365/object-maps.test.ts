import { loadOrder } from "@flit/core/load-order";
import { checkMaps } from "@flit/core/mapping-check";
import { describe, expect, it } from "vitest";
import { customFieldDefinitions } from "./custom-fields.ts";
import { optionValue } from "./definition.ts";
import { objectMaps, reportObjects } from "./object-maps.ts";
import { defaultPairOptions, type PairOptions } from "./pair-options.ts";
import { destinationTables, requiredSchema } from "./schema.ts";
import { fieldsOf, lookup, mapped, rowOf, source } from "./testing-map.ts";
import { testingTables } from "./testing-tables.ts";

const variants: readonly PairOptions[] = [
  defaultPairOptions,
  {
    ...defaultPairOptions,
    prefix: "acme",
    sharePoint: false,
    billableItemsAsProducts: false,
    catalogueLines: true,
    closePaidAsWon: true,
  },
];

describe.each(variants)("the curated map with prefix $prefix", (options) => {
  const maps = objectMaps(options);
  const schema = requiredSchema(maps, options);

  it("writes only columns that the platform documents or the schema plan makes", () => {
    expect(checkMaps(maps, testingTables(schema))).toEqual([]);
  });

  it("has a load order, and reports every mapping under a product object", () => {
    expect(loadOrder(maps).flat().sort()).toEqual(maps.map(({ key }) => key).sort());
    expect(Object.keys(reportObjects(options)).sort()).toEqual([...maps.map(({ key }) => key), "attachment"].sort());
  });

  it("keeps within the platform's limits of names, keys and tables", () => {
    expect(schema.tables.filter(({ isNew }) => isNew)).toHaveLength(5);
    expect(schema.tables.some(({ name }) => name === "annotation")).toBe(false);
    for (const table of schema.tables) {
      const names = [...table.columns, ...table.lookups].map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.every((name) => name.startsWith(`${options.prefix}_`) && name.length <= 50)).toBe(true);
      expect(table.keys.map(({ columns }) => columns)).toEqual([[`${options.prefix}_sourcesystemid`]]);
      expect(table.lookups.every(({ relationship }) => relationship.length <= 100)).toBe(true);
    }
    const relationships = schema.tables.flatMap(({ lookups }) => lookups.map(({ relationship }) => relationship));
    expect(new Set(relationships).size).toBe(relationships.length);
    expect(destinationTables(maps)).toEqual(
      expect.arrayContaining(["contact", "systemuser", `${options.prefix}_appointment`]),
    );
  });
});

describe("a patient", () => {
  const phones = [
    { phone_type: "Mobile", number: "0400 000 001" },
    { phone_type: "Mobile", number: "0400 000 002" },
    { phone_type: "Home", number: "02 5550 0001" },
  ];

  it("fills phones by kind, keeps the rest as text, and its consent in three states", () => {
    const fields = fieldsOf(
      "patient",
      source("patients", "1", {
        first_name: "Ann",
        sex: "Female",
        patient_phone_numbers: phones,
        accepted_sms_marketing: false,
      }),
    );
    expect(fields).toMatchObject({
      firstname: "Ann",
      lastname: "(no last name)",
      gendercode: 2,
      mobilephone: "0400 000 001",
      telephone2: "02 5550 0001",
      flit_phonenumbers: "Mobile: 0400 000 001\nMobile: 0400 000 002\nHome: 02 5550 0001",
      donotbulkemail: true,
      flit_smsmarketingconsent: optionValue(1),
      flit_needsreview: true,
      flit_sourcesystemid: "patient-1",
      overriddencreatedon: "2023-01-02T03:04:05Z",
      statecode: 0,
    });
    expect(fields).not.toHaveProperty("flit_emailmarketingconsent");
    expect(fieldsOf("patient", source("patients", "1", { accepted_email_marketing: true })).donotbulkemail).toBe(false);
  });

  it("takes alerts, primary insurance, owner and folder from its relations, and needs no review with one", () => {
    const fields = fieldsOf(
      "patient",
      source("patients", "1", { first_name: "Ann", last_name: "Lee", latest_booking: "5" }),
      {
        booking: source("individual_appointments", "5", { practitioner: "9" }),
        alerts: [
          source("medical_alerts", "1", { name: "Latex" }),
          source("medical_alerts", "2", { name: "Penicillin" }),
        ],
        insurance: [source("insurance_profile", "1-1", { provider: "Fund", policy_number: "P1" })],
        attachments: [source("patient_attachments", "3", { patient: "1" })],
      },
    );
    expect(fields).toMatchObject({
      flit_medicalalerts: "Latex\nPenicillin",
      flit_insuranceprovider: "Fund",
      flit_insurancepolicynumber: "P1",
      flit_needsreview: false,
      ownerid: lookup("systemuser", "user-9"),
      flit_attachmenturl:
        "https://clinic.example/sites/files/Shared%20Documents/PatientFiles/00000000000000000000000000000000",
    });
  });

  it("merged into another is its alias, and a row it already has is retired", () => {
    const result = mapped("patient", source("patients", "1", { merged_with_patient: "2" }));
    expect(result).toMatchObject({
      status: "alias",
      of: "2",
      retire: { statecode: 1, flit_mergedinto: lookup("contact", "patient/2") },
    });
  });

  it("archived is loaded and ends inactive", () => {
    const fields = fieldsOf("patient", source("patients", "1", {}, { removedAt: "2024-01-01T00:00:00Z" }));
    expect(fields).toMatchObject({ statecode: 1, statuscode: 2, flit_clinikoarchivedat: "2024-01-01T00:00:00Z" });
  });

  it("carries each custom field to its own column by its type", () => {
    const section = { name: "Cover", token: "s", archived: false };
    const definition = {
      name: "Side",
      token: "t1",
      type: "radiobuttons",
      options: [{ name: "Left" }, { name: "Right" }],
    };
    const customFields = customFieldDefinitions(
      source("settings", "1", {
        patient_custom_fields_definition: {
          sections: [{ ...section, fields: [definition, { name: "Since", token: "t2", type: "date" }] }],
        },
      }),
    );
    const answers = [
      { token: "t1", type: "radiobuttons", options: [{ name: "Left" }, { name: "Right", selected: true }] },
      { token: "t2", type: "date", value: "2020-02-03" },
    ];
    const fields = fieldsOf(
      "patient",
      source("patients", "1", { custom_fields: { sections: [{ ...section, fields: answers }] } }),
      {},
      { customFields },
    );
    expect(fields).toMatchObject({ flit_cf_side: optionValue(1), flit_cf_since: "2020-02-03" });
  });
});

describe("an appointment", () => {
  const booking = (fields: object) => ({
    booking: source("individual_appointments", "7", {
      starts_at: "2024-05-01T00:00:00Z",
      ends_at: "2024-05-01T01:00:00Z",
      patient: "1",
      practitioner: "9",
      appointment_type: "4",
      notes: "Bring scans",
      did_not_arrive: false,
      ...fields,
    }),
    type: source("appointment_types", "4", { name: "Initial" }),
  });
  const attendee = (fields = {}) =>
    source("attendees", "70", { booking: "7", patient: "1", notes: "Bring scans", ...fields });

  it("past is completed at its original time", () => {
    expect(fieldsOf("appointment-task", attendee(), booking({}))).toMatchObject({
      subject: "Initial",
      description: "Bring scans",
      scheduledstart: "2024-05-01T00:00:00Z",
      actualend: "2024-05-01T01:00:00Z",
      regardingobjectid: lookup("contact", "patient/1"),
      flit_appointmenttype: lookup("flit_appointmenttype", "appointment-type/4"),
      statecode: 1,
      statuscode: 5,
    });
  });

  it.each([
    [
      "cancelled",
      attendee({ cancelled_at: "2024-04-30T00:00:00Z" }),
      booking({}),
      { statecode: 2, statuscode: 6, actualend: "2024-04-30T00:00:00Z" },
    ],
    [
      "missed",
      attendee(),
      booking({ did_not_arrive: true }),
      { statecode: 2, statuscode: 6, actualend: "2024-05-01T01:00:00Z" },
    ],
    ["missed in a group", attendee({ arrived: false }), booking({ patient: null }), { statecode: 2, statuscode: 6 }],
    ["in the future", attendee(), booking({ ends_at: "2025-01-01T00:00:00Z" }), { statecode: 0, statuscode: 2 }],
  ])("%s ends in its state", (_, record, joins, expected) => {
    expect(fieldsOf("appointment-task", record, joins)).toMatchObject(expected);
  });

  it("keeps beside the task what a task cannot hold", () => {
    const fields = fieldsOf(
      "appointment",
      attendee({
        cancelled_at: "2024-04-30T00:00:00Z",
        cancellation_reason: 31,
        telehealth_url: "https://secret.example",
      }),
      booking({ patient_arrived: true }),
    );
    expect(fields).toMatchObject({
      flit_cancellationreason: optionValue(3),
      flit_arrival: optionValue(0),
      flit_task: lookup("task", "appointment-task/70"),
    });
    expect(JSON.stringify(fields)).not.toContain("secret");
    expect(fields).not.toHaveProperty("flit_practitioner");
  });
});

describe("a treatment note", () => {
  it("longer than its column goes on in further notes, nothing cut", () => {
    const answer = "Word ".repeat(50_000).trim();
    const content = { sections: [{ name: "S", questions: [{ name: "Q", type: "text", answer }] }] };
    const result = mapped("treatment-note", source("treatment_notes", "3", { patient: "1", draft: true, content }), {
      type: source("appointment_types", "4", { name: "Review" }),
      booking: source("individual_appointments", "7", { starts_at: "2024-01-01T14:00:00Z" }),
    });
    const rows = result.status === "mapped" ? result.rows : [];
    expect(rows[0]?.fields.subject).toBe("[Draft] Review – 2 Jan 2024");
    expect(rows[1]?.fields.subject).toBe(`[Draft] Review – 2 Jan 2024 (2/${rows.length})`);
    const words = rows
      .map(({ fields }) => String(fields.notetext))
      .join(" ")
      .match(/Word/g);
    expect(words).toHaveLength(50_000);
  });
});

describe("an invoice", () => {
  it.each([
    [{ status: 10, issue_date: "2024-05-20" }, 1],
    [{ status: 10, issue_date: "2024-01-20" }, 2],
    [{ status: 20, issue_date: "2024-01-20" }, 0],
    [{ status: 30, issue_date: "2024-01-20" }, 3],
    [{ status: 40, issue_date: "2024-01-20", total_amount: "-50.0" }, 4],
  ])("with %o has payment status %i and the stated total", (fields, status) => {
    const amounts = { total_amount: "90.0", tax_amount: "8.1818", ...fields };
    expect(
      fieldsOf(
        "invoice",
        source("invoices", "8", {
          number: 12,
          patient: "1",
          practitioner: "9",
          online_payment_url: "https://secret.example",
          ...amounts,
        }),
      ),
    ).toMatchObject({
      name: "Invoice 12",
      isrevenuesystemcalculated: false,
      flit_paymentstatus: optionValue(status),
      customerid: lookup("contact", "patient/1"),
      ownerid: lookup("systemuser", "user-9"),
    });
  });

  it("has write-in lines that still name their product, or catalogue lines when chosen", () => {
    const line = source("invoice_items", "6", {
      invoice: "8",
      name: "Tape",
      product: "2",
      unit_price: "10.5",
      quantity: 2,
    });
    expect(rowOf("invoice-line", line).fields).toMatchObject({
      isproductoverridden: true,
      productdescription: "Tape",
      flit_product: lookup("product", "product/2"),
    });
    const chosen = rowOf("invoice-line", line, {}, { catalogueLines: true }).fields;
    expect(chosen).toMatchObject({
      isproductoverridden: false,
      productid: lookup("product", "product/2"),
      uomid: lookup("uom", "unit"),
    });
    expect(chosen).not.toHaveProperty("productdescription");
  });
});

describe("practitioners and communications", () => {
  it("a practitioner with a user is that user; another becomes a row with a profile contact", () => {
    expect(mapped("practitioner", source("practitioners", "9", {}))).toEqual({
      status: "matched",
      target: { table: "systemuser", id: "user-9" },
    });
    const fields = fieldsOf("practitioner", source("practitioners", "5", { display_name: "Dr Kim", active: false }), {
      numbers: [source("practitioner_reference_numbers", "1", { name: "Medicare", reference_number: "A1" })],
      hours: [
        source("daily_availabilities", "1", {
          day_of_week: 1,
          availabilities: [{ starts_at: "09:00", ends_at: "12:00" }],
        }),
      ],
    });
    expect(fields).toMatchObject({
      flit_credentials: "Medicare: A1",
      flit_availability: "Monday 09:00–12:00",
      flit_contact: lookup("contact", "practitioner-contact/5"),
      statecode: 1,
    });
  });

  it("what has no archive in Cliniko is not shown as valid once it was deleted for good", () => {
    const gone = { removedAt: "2024-05-01T00:00:00Z" };
    const practitioner = fieldsOf("practitioner", source("practitioners", "5", { active: true }, gone), {
      numbers: [source("practitioner_reference_numbers", "1", { name: "Medicare", reference_number: "A1" }, gone)],
      hours: [source("daily_availabilities", "1", { day_of_week: 1 }, gone)],
    });
    expect(practitioner).toMatchObject({ statecode: 1, statuscode: 2 });
    expect(practitioner).not.toHaveProperty("flit_credentials");
    expect(practitioner).not.toHaveProperty("flit_availability");
    const type = fieldsOf("appointment-type", source("appointment_types", "5", { name: "Initial" }), {
      billable: [source("appointment_type_billable_items", "1", { billable_item: "7", quantity: "1.0" }, gone)],
      products: [source("appointment_type_products", "1", { product: "8", quantity: "1.0" }, gone)],
    });
    expect(type).toMatchObject({ flit_isbillable: false, statecode: 0 });
    expect(type).not.toHaveProperty("flit_billedwith");
  });

  it("each communication arrives under exactly one of the three maps, account mails under none", () => {
    const outcomes = (fields: { [key: string]: number }) =>
      ["communication-email", "communication-phone-call", "communication-other"].map(
        (key) => mapped(key, source("communications", "1", { patient: "1", ...fields })).status,
      );
    expect(outcomes({ type_code: 2, category_code: 3 })).toEqual(["mapped", "skipped", "skipped"]);
    expect(outcomes({ type_code: 3, category_code: 12 })).toEqual(["skipped", "mapped", "skipped"]);
    expect(outcomes({ type_code: 1, category_code: 1 })).toEqual(["skipped", "skipped", "mapped"]);
    expect(outcomes({ type_code: 2, category_code: 25 })).toEqual(["skipped", "skipped", "skipped"]);
  });
});
