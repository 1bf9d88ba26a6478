import { describe, expect, it } from "vitest";
import { canaryMarker } from "./canary.ts";
import { generateClinic } from "./clinic.ts";
import { parseCondition } from "./filter.ts";
import { mutateClinic } from "./mutate.ts";
import { resourceNames } from "./resources.ts";
import { linkedId } from "./row.ts";
import { createSelector } from "./select.ts";

const sample = (seed: number) => {
  const clinic = generateClinic({ seed, patients: 200 });
  return resourceNames.map((name) =>
    Array.from({ length: Math.min(60, clinic.count(name)) }, (_, index) => clinic.rowOf(name, index)),
  );
};

describe("generateClinic", () => {
  it("computes the same rows for the same seed, and other ids for another", () => {
    expect(sample(5)).toEqual(sample(5));
    expect(generateClinic({ seed: 5, patients: 200 }).idOf("patients", 3)).not.toBe(
      generateClinic({ seed: 6, patients: 200 }).idOf("patients", 3),
    );
  });

  it("asks its patients what it is given, and they answer what is given in turn", () => {
    const hearing = { name: "Normal", token: "o1" };
    const customFields = [
      {
        name: "School",
        token: "s1",
        fields: [
          { name: "Yr group", token: "f1", type: "text", answers: ["Year 1", "Year 2"] },
          { name: "Hearing", token: "f2", type: "radiobuttons", options: [hearing], answers: ["Normal"] },
        ],
      },
    ] as const;
    const clinic = generateClinic({ seed: 5, patients: 60, customFields });
    expect(clinic.customFields).toBe(customFields);
    const years = new Set<unknown>();
    for (let index = 0; index < 60; index += 1) {
      const answered = JSON.stringify(clinic.rowOf("patients", index).custom_fields ?? null);
      if (answered === "null") continue;
      expect(answered).toContain('{"name":"Normal","token":"o1","archived":false,"selected":true}');
      years.add(/"value":"(Year \d)"/.exec(answered)?.[1]);
    }
    expect([...years].sort()).toEqual(["Year 1", "Year 2"]);
  });

  it.each([60, 120])(
    "keeps rows in the order of creation, every id unique and every link leading to a row, with %i patients",
    (patients) => {
      const clinic = generateClinic({ seed: 3, patients });
      const seen = new Set<string>();
      for (const resource of resourceNames) {
        for (let index = 0; index < clinic.count(resource); index += 1) {
          const row = clinic.rowOf(resource, index);
          const id = String(row.id);
          expect(clinic.indexOf(resource, id)).toBe(index);
          // Bookings show other resources' rows by the same ids.
          if (resource !== "bookings") {
            expect(seen.has(id)).toBe(false);
            seen.add(id);
          }
          if (index > 0)
            expect(clinic.createdMs(resource, index)).toBeGreaterThanOrEqual(clinic.createdMs(resource, index - 1));
          expect(String(row.updated_at) >= String(row.created_at)).toBe(true);
          for (const value of Object.values(row)) {
            const target = /~\/(\w+)\/\d+"/.exec(JSON.stringify(value) ?? "")?.[1];
            const to = linkedId(value);
            const known = resourceNames.find((name) => name === target);
            if (to !== undefined && known !== undefined)
              expect(clinic.indexOf(known, to), `${resource} ${index}`).toBeDefined();
          }
        }
      }
    },
  );

  it("has every trap, and the canary in rows of three resources", () => {
    const clinic = generateClinic({ seed: 9, patients: 200 });
    for (const { resource, id } of clinic.traps) expect(clinic.indexOf(resource, id)).toBeDefined();
    for (const resource of ["patients", "treatment_notes", "communications"] as const) {
      const all = Array.from({ length: clinic.count(resource) }, (_, index) => clinic.rowOf(resource, index));
      expect(JSON.stringify(all)).toContain(canaryMarker);
    }
    expect(JSON.stringify(clinic.rowOf("treatment_notes", 0)).length).toBeGreaterThan(100_000);
  });

  it("states invoice totals that are the sum of their items, credits negative", () => {
    const clinic = generateClinic({ seed: 4, patients: 80 });
    for (let index = 0; index < clinic.count("invoices"); index += 1) {
      const items = clinic.linkedTo("invoice_items", "invoice", clinic.idOf("invoices", index));
      const total = items.reduce(
        (sum, item) => sum + Number(clinic.rowOf("invoice_items", item).total_including_tax),
        0,
      );
      expect(Number(clinic.rowOf("invoices", index).total_amount)).toBeCloseTo(total, 4);
    }
    expect(Number(clinic.rowOf("invoices", 3).total_amount)).toBeLessThan(0);
  });

  it("answers deep pages of a clinic with two million patients without keeping rows", () => {
    const clinic = generateClinic({ seed: 2, patients: 2_000_000 });
    const select = createSelector();
    const everything = [parseCondition("patients", "archived_at:*")];
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    const { total, at } = select(clinic, { resource: "patients", conditions: everything, sort: [] });
    expect(total).toBe(2_000_000);
    expect(clinic.idOf("patients", at(1_999_900))).toBe(clinic.idOf("patients", 1_999_900));
    const window = ["created_at:>=2026-01-01T00:00:00Z", "created_at:<2026-01-02T00:00:00Z", "archived_at:*"];
    const day = select(clinic, {
      resource: "patients",
      conditions: window.map((text) => parseCondition("patients", text)),
      sort: [],
    });
    expect(clinic.rowOf("patient_attachments", at(300_000)).id).toBeDefined();
    expect(day.total).toBeGreaterThan(500);
    // Tens of milliseconds on a free core; making the rows would take many seconds.
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
  });
});

describe("mutateClinic", () => {
  it("lists exactly the rows that a delta pass by updated_at finds", () => {
    const clinic = generateClinic({ seed: 8, patients: 200 });
    const now = clinic.nowMs + 3_600_000;
    const mutations = mutateClinic(clinic, { seed: 1, count: 200, now });
    expect(new Set(mutations.map(({ kind }) => kind))).toEqual(
      new Set(["created", "changed", "archived", "cancelled", "merged"]),
    );
    const select = createSelector();
    for (const resource of resourceNames) {
      if (["bookings", "services"].includes(resource)) continue;
      const filters = ["updated_at:>2026-06-30T00:30:00Z"];
      if (["individual_appointments", "attendees"].includes(resource)) filters.push("cancelled_at:*");
      if ("archived_at" in clinic.rowOf(resource, 0)) filters.push("archived_at:*");
      const { total, at } = select(clinic, {
        resource,
        conditions: filters.map((text) => parseCondition(resource, text)),
        sort: [],
      });
      const found = new Set(Array.from({ length: total }, (_, position) => clinic.idOf(resource, at(position))));
      expect(found, resource).toEqual(
        new Set(mutations.filter((each) => each.resource === resource).map(({ id }) => id)),
      );
    }
  });

  it("makes the same changes for the same seed", () => {
    const run = () =>
      mutateClinic(generateClinic({ seed: 8, patients: 100 }), { seed: 2, count: 50, now: Date.UTC(2026, 6, 1) });
    expect(run()).toEqual(run());
  });
});
