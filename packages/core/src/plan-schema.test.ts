import { expect, test } from "vitest";
import type { DestinationDescription } from "./destination.ts";
import type { SchemaSpec } from "./plan.ts";
import { planLimits } from "./plan-limits.ts";
import { planSchema } from "./plan-schema.ts";
import { testTable } from "./testing-table.ts";

const spec: SchemaSpec = {
  prefix: "flit",
  publisher: { uniqueName: "flitstack", displayName: "FlitStack", optionPrefix: 84_135 },
  solution: { uniqueName: "flit", displayName: "Flit" },
  tables: [
    {
      name: "contact",
      schemaName: "Contact",
      displayName: "Contact",
      displayCollectionName: "Contacts",
      ownership: "user",
      primary: { name: "fullname", schemaName: "FullName", displayName: "Name", type: "text" },
      isNew: false,
      columns: [{ name: "flit_a", schemaName: "flit_A", displayName: "A", type: "text", maxLength: 50 }],
      lookups: [],
      keys: [],
    },
  ],
};
const live: DestinationDescription = {
  organizationId: "org",
  userId: "app",
  languageCode: 1033,
  currency: { id: "aud", code: "AUD" },
  unit: null,
  customTables: 0,
  publishers: [],
  solutions: [],
  tables: { contact: testTable({ fullname: "text" }) },
};
const publisherItem = (publishers: DestinationDescription["publishers"]) =>
  planSchema(spec, { ...live, publishers }).items.find(({ step }) => step.kind === "publisher");

test("a publisher of ours with another prefix blocks the plan, since a prefix is for good", () => {
  const own = { uniqueName: "flitstack", prefix: "flit" };
  expect(publisherItem([])?.verdict).toBe("create");
  expect(publisherItem([own])?.verdict).toBe("reuse");
  expect(publisherItem([{ ...own, prefix: "other" }])).toMatchObject({
    verdict: "blocked",
    reason: "the publisher there has the prefix other",
  });
});

test("another publisher's prefix is no obstacle, and an approver who saw one plan has not seen another", () => {
  expect(publisherItem([{ uniqueName: "someone", prefix: "other" }])?.verdict).toBe("create");
  const digest = planSchema(spec, live).digest;
  expect(planSchema(spec, live).digest).toBe(digest);
  expect(planSchema({ ...spec, prefix: "other" }, live).digest).not.toBe(digest);
});

test("a name longer than the platform takes blocks its part and not the others", () => {
  const [contact] = spec.tables;
  if (!contact) throw new Error("no table");
  const column = (schemaName: string) =>
    ({ name: schemaName.toLowerCase(), schemaName, displayName: "A", type: "boolean" }) as const;
  const columns = [column(`flit_${"a".repeat(45)}`), column(`flit_${"b".repeat(46)}`)];
  const { items } = planSchema({ ...spec, tables: [{ ...contact, columns }] }, live);
  const verdicts = items.filter(({ step }) => step.kind === "column").map(({ verdict, reason }) => [verdict, reason]);
  expect(verdicts).toEqual([
    ["create", null],
    ["blocked", "its name has 51 characters, 50 is the most"],
  ]);
  expect(planLimits(items, live)).toMatchObject({
    customTables: { now: 0, planned: 0 },
    longestName: columns[0]?.schemaName,
  });
});
