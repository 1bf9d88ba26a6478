import { describe, expect, it } from "vitest";
import { customFieldDefinitions } from "./custom-fields.ts";
import { attachmentPath, fileEnvironment, filePlan, safeFileName } from "./files.ts";
import { practitionersOf } from "./owners.ts";
import { fieldsOf, source } from "./testing-map.ts";
import { workflows } from "./workflows.ts";

describe("files", () => {
  const patient = source("patients", "1", { first_name: "Ann", last_name: "Lee" });

  it("lie in the folder that the patient's document location names", () => {
    const path = attachmentPath(source("patient_attachments", "9", { filename: "scan.pdf" }), patient, "patient/1");
    const location = fieldsOf("patient-folder", source("patient_folder", "1", { patient: "1" }), { patient });
    expect(path).toBe(`PatientFiles/${location.relativeurl}/9_scan.pdf`);
  });

  it.each([
    ["a/b:c*.pdf", "a_b_c_.pdf"],
    [" ~$draft.docx. ", "$draft.docx"],
    ["", "file"],
    [`${"x".repeat(300)}.jpeg`, `${"x".repeat(115)}.jpeg`],
  ])("%o becomes a name SharePoint takes", (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it("still in process are left out and counted", () => {
    expect(filePlan.skip(source("patient_attachments", "9", { processing_completed: false }))).toBe("still-processing");
  });

  it("know the library's folder below the site", () => {
    expect(
      fileEnvironment({
        siteUrl: "https://x.example/sites/a/",
        rootUrl: "https://x.example/sites/a/Shared%20Documents",
      }).libraryName,
    ).toBe("Shared Documents");
  });
});

describe("custom field columns", () => {
  it("are unique, short and the same in any order of sections", () => {
    const field = (name: string, token: string) => ({ name, token, type: "text" });
    const sections = [
      {
        name: "A",
        token: "s1",
        archived: false,
        fields: [field("Notes", "11111111-aaaa"), field("Ärzte & Co.", "22222222-aaaa")],
      },
      {
        name: "B",
        token: "s2",
        archived: true,
        fields: [field("Notes", "11111111-bbbb"), field("備考", "44444444-aaaa"), field("x".repeat(255), "5")],
      },
    ];
    const columns = (list: typeof sections) =>
      customFieldDefinitions(source("settings", "1", { patient_custom_fields_definition: { sections: list } })).map(
        ({ token, column }) => `${token} ${column}`,
      );
    const found = columns(sections);
    expect(found.slice(0, 4)).toEqual([
      expect.stringMatching(/^11111111-aaaa flit_cf_notes_[0-9a-f]{8}$/),
      "22222222-aaaa flit_cf_arzte_co",
      expect.stringMatching(/^11111111-bbbb flit_cf_notes_[0-9a-f]{8}$/),
      expect.stringMatching(/^44444444-aaaa flit_cf_[0-9a-f]{8}$/),
    ]);
    expect(found.every((line) => (line.split(" ")[1]?.length ?? 99) <= 40)).toBe(true);
    expect(new Set(found.map((line) => line.split(" ")[1])).size).toBe(found.length);
    expect(columns(sections.toReversed()).sort()).toEqual(found.sort());
  });
});

describe("practitioners", () => {
  it("carry the e-mail of the user behind them", () => {
    const users = [source("users", "7", { email: "kim@clinic.example", last_name: "Kim" })];
    expect(
      practitionersOf(
        [source("practitioners", "1", { user: "7", active: false }), source("practitioners", "2", {})],
        users,
      ),
    ).toEqual([
      { id: "1", email: "kim@clinic.example", firstName: null, lastName: "Kim", isActive: false },
      { id: "2", email: null, firstName: null, lastName: null, isActive: true },
    ]);
  });
});

describe("workflows", () => {
  it("one definition per automation that is active, each with a skeleton that is off", () => {
    const type = {
      name: "Initial",
      appointment_reminder_template_ids: ["5"],
      appointment_follow_up_template_ids: ["6"],
      show_in_online_bookings: true,
    };
    const found = workflows({
      settings: source("settings", "1", {
        online_bookings: { enabled: true, daily_bookings_limit: 4 },
        reminders: { default_reminder_type: "SMS" },
      }),
      appointmentTypes: [
        source("appointment_types", "4", type),
        source("appointment_types", "5", type, { removedAt: "2024-01-01T00:00:00Z" }),
      ],
      businesses: [
        source("businesses", "2", { appointment_reminders_enabled: true }),
        source("businesses", "3", {}, { removedAt: "2024-01-01T00:00:00Z" }),
      ],
      patients: { byReminderType: { SMS: 10, None: 2 }, receivingConfirmations: 9, receivingCancellations: 0 },
      communications: { 1: 40, 48: 7 },
      recalls: null,
    });
    expect(found.map(({ key }) => key)).toEqual(["reminder-4", "follow-up-4", "online-booking", "patient-preferences"]);
    expect(found[0]).toMatchObject({ templateIds: ["5"], timesSeen: 40, timing: null });
    expect(found[0]?.audience).toContain("1 of 1 locations");
    expect(found[1]).toMatchObject({ templateIds: ["6"], timesSeen: 7 });
    expect(found.every(({ skeleton }) => JSON.stringify(skeleton).includes('"state":"Disabled"'))).toBe(true);
  });
});
