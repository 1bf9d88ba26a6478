import type { SourceRecord } from "@flit/core/record";
import { asRemoved, isLeftWithout } from "@flit/core/vanished";
import { describe, expect, it } from "vitest";
import { derivations } from "./derived.ts";
import { source } from "./testing-map.ts";

const contacts = [
  source("contacts", "1", {
    company_name: "Acme Health Pty Ltd",
    first_name: "Jo",
    last_name: "Roe",
    type_code: 1,
    city: "Perth",
  }),
  source("contacts", "2", { company_name: "ACME health", type_code: 0, city: "Sydney", email: "office@acme.example" }),
  source("contacts", "10", { company_name: "Acme Health", first_name: "Mo", last_name: "Poe", type_code: 0 }),
  source(
    "contacts",
    "2",
    { company_name: "ACME health", type_code: 0, city: "Hobart" },
    { updatedAt: "2024-01-01T00:00:00Z" },
  ),
];

function derivation(object: string) {
  const found = derivations.find((candidate) => candidate.object === object);
  if (!found) throw new Error(object);
  return found;
}

/** Rows that come out when records are read in this order, each twice. */
function read(object: string, records: readonly SourceRecord[]) {
  const { derive, merge } = derivation(object);
  const found = new Map<string, SourceRecord>();
  for (const next of [...records, ...records].flatMap(derive)) {
    const known = found.get(next.id);
    found.set(next.id, known ? merge(known, next) : next);
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe("derivations", () => {
  const at = "2024-06-01T00:00:00.000Z";
  /** Whether what was derived of a contact is removed, and whether anything else is left of it, once the contact vanished. */
  const afterVanishing = (object: string, known: readonly SourceRecord[], contact: SourceRecord) => {
    const { derive, merge } = derivation(object);
    return derive(asRemoved(contact, at)).map((next) => {
      const existing = read(object, known).find(({ id }) => id === next.id) ?? next;
      const merged = merge(existing, next);
      return { removedAt: merged.removedAt, isLeft: !isLeftWithout(merged, next) };
    });
  };

  it("a person goes with the contact it was made of, a company stays as long as another contact names it", () => {
    const [contact, , other] = contacts;
    if (!contact || !other) throw new Error("no contacts");
    const gone = [{ removedAt: at, isLeft: false }];
    expect(afterVanishing("contact_person", [contact, other], contact)).toEqual(gone);
    expect(afterVanishing("company", [contact], contact)).toEqual(gone);
    expect(afterVanishing("company", [contact, other], contact)).toEqual([{ removedAt: null, isLeft: true }]);
  });

  it("what comes back after it vanished replaces its removed version", () => {
    const [contact] = contacts;
    if (!contact) throw new Error("no contact");
    const back = { ...contact, updatedAt: "2024-07-01T00:00:00.000Z" };
    for (const object of ["contact_person", "company"])
      expect(read(object, [asRemoved(contact, at), back])[0]?.removedAt).toBeNull();
  });

  it.each(derivations.map(({ object }) => object))(
    "%s comes out the same in any order and number of readings",
    (object) => {
      const records: readonly SourceRecord[] = [
        ...contacts,
        source("settings", "1", { account: { name: "Clinic" } }),
        source("businesses", "4", {}),
        source("businesses", "5", {}, { updatedAt: "2024-05-05T00:00:00Z" }),
        source("patients", "1", { medicare: "123", custom_fields: null }),
        source("patients", "1", { medicare: "456" }, { updatedAt: "2024-01-01T00:00:00Z" }),
        source("patient_attachments", "1", { patient: "1" }),
        source("patient_attachments", "2", { patient: "1" }),
      ].filter((record) => derivation(object).from.includes(record.object));
      const expected = read(object, records);
      expect(expected.length).toBeGreaterThan(0);
      expect(read(object, records.toReversed())).toEqual(expected);
      expect(read(object, [...records.slice(2), ...records.slice(0, 2)])).toEqual(expected);
    },
  );

  it("one company per name; the organisation's own entry knows its address", () => {
    const [company, ...others] = read("company", contacts);
    expect(others).toEqual([]);
    expect(company?.fields).toMatchObject({ name: "ACME health", kind: "doctor", city: "Hobart" });
    const persons = read("contact_person", contacts);
    expect(persons.map(({ id }) => id)).toEqual(["1", "10"]);
    expect(persons.every(({ fields, links }) => fields.company === company?.id && links.includes("company"))).toBe(
      true,
    );
  });

  it("a payer without a company's name is a company under its person's names, and no person", () => {
    const payer = source("contacts", "3", { first_name: "Work", last_name: "Cover", type_code: 2 });
    expect(read("company", [payer])[0]?.fields).toMatchObject({ name: "Work Cover", kind: "payer" });
    expect(read("contact_person", [payer])).toEqual([]);
  });

  it("two branches of one name keep both addresses, phones and notes, and the provider number", () => {
    const branch = (id: string, city: string, number: string) =>
      source("contacts", id, {
        company_name: "Acme Health",
        type_code: 2,
        city,
        provider_number: `P${id}`,
        notes: `Branch ${city}`,
        phone_numbers: [{ phone_type: "Work", number }],
      });
    const [company] = read("company", [branch("1", "Perth", "08 5550 0001"), branch("2", "Hobart", "03 5550 0002")]);
    expect(company?.fields).toMatchObject({ city: "Perth", notes: "Branch Perth" });
    expect(company?.fields.details).toBe(
      "provider number: P1\n\nprovider number: P2\nphone numbers: 03 5550 0002\ncity: Hobart\nnotes: Branch Hobart",
    );
  });

  it("insurance is found in custom fields, numbers and invoice text, health fund first", () => {
    const option = (name: string, selected: boolean) => ({ name, selected });
    const fields = [
      {
        name: "Provider",
        token: "a",
        type: "radiobuttons",
        options: [option("Bupa", false), option("HCF", true)],
        other: { enabled: false },
      },
      { name: "Policy number", token: "b", type: "text", value: "HC-77" },
      { name: "Policy expiry", token: "c", type: "date", value: "2026-01-31" },
    ];
    const patient = source("patients", "1", {
      custom_fields: { sections: [{ name: "Insurance coverage", token: "s", fields }] },
      medicare: "1234 56789 0",
      medicare_reference_number: "2",
      dva_card_number: "NX1",
      invoice_default_to: "WorkSafe\r\nPO Box 1",
      invoice_extra_information: "Claim no: WC-4471",
    });
    // As staging sorts them: by length, then by text.
    const profiles = read("insurance_profile", [patient]).sort((a, b) => a.id.length - b.id.length);
    expect(profiles.map(({ id, fields: { provider, policy_number } }) => [id, provider, policy_number])).toEqual([
      ["1-1-1", "HCF", "HC-77"],
      ["1-2-1", "Medicare", "1234 56789 0"],
      ["1-3-1", "Department of Veterans' Affairs", "NX1"],
      ["1-4-1", "WorkSafe", "WC-4471"],
    ]);
    expect(profiles[0]?.fields).toMatchObject({ valid_until: "2026-01-31", patient: "1" });
  });
});
