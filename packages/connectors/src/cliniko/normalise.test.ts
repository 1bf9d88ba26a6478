import { expect, it } from "vitest";
import { normalise } from "./normalise.ts";

const link = (self: string) => ({ links: { self } });
const at = "https://api.au1.cliniko.com/v1";

it("a link is the id it points to, whatever its host, query or retired family; a link to a list is none", () => {
  const { record } = normalise(
    "invoices",
    {
      patient: link(`${at}/patients/1234567890123456789`),
      appointment: link("https://api.uk2.cliniko.com/v1/appointments/7?q%5B%5D=archived_at%3A%2A"),
      invoice_items: link(`${at}/invoices/5/invoice_items`),
      reversed_invoices: link(`${at}/invoices?q%5B%5D=original_invoice_id%3A%3D5`),
      links: { self: `${at}/invoices/5` },
    },
    "5",
  );
  expect(record.fields).toEqual({ patient: "1234567890123456789", appointment: "7" });
  expect(record.links).toEqual(["patient", "appointment"]);
});

it("blank, empty, null and missing are the same, and no is not empty", () => {
  const { record } = normalise(
    "patients",
    { email: "", repeat_rule: {}, notes: null, archived_at: "", sex: false },
    "1",
  );
  expect(record).toMatchObject({
    removedAt: null,
    fields: { email: null, repeat_rule: null, notes: null, archived_at: null, sex: false },
  });
});

it.each(["archived_at", "deleted_at", "merged_at"])("%s alone says that a record was removed", (key) => {
  expect(normalise("patients", { [key]: "2024-01-01T00:00:00Z" }, "1").record.removedAt).toBe("2024-01-01T00:00:00Z");
});

it("keys nobody documented are kept and counted, addresses that let anyone in are dropped", () => {
  const { record, unknownKeys } = normalise(
    "attendees",
    { shoe_size: 44, telehealth_url: "https://a.example", cancellation_url: "https://b.example" },
    "1",
  );
  expect(unknownKeys).toEqual(["shoe_size"]);
  expect(record.fields).toEqual({ shoe_size: 44 });
});
