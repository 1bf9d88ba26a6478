import { randomUUID } from "node:crypto";
import type { DestinationConnector, RowPageRequest } from "@flit/core/connector";
import { startDataverse } from "@flit/sandbox/dataverse/server";
import { startEntra } from "@flit/sandbox/entra/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDynamicsConnector } from "./connector.ts";

const tenantId = randomUUID();
const clientId = randomUUID();
let entra: Awaited<ReturnType<typeof startEntra>>;
let dataverse: Awaited<ReturnType<typeof startDataverse>>;
let dynamics: DestinationConnector;
const ids = Array.from({ length: 5 }, () => randomUUID());

beforeAll(async () => {
  dataverse = await startDataverse({
    verifyToken: (header) => entra.verify(header, dataverse.url),
    humanUsers: [{ email: "pat@example.com", firstName: "Pat", lastName: "Doe" }],
  });
  entra = await startEntra({ tenantId, clients: [{ clientId, clientSecret: "secret", resources: [dataverse.url] }] });
  dynamics = createDynamicsConnector({
    url: dataverse.url,
    tenantId,
    clientId,
    clientSecret: "secret",
    authorityUrl: entra.origin,
    governor: { take: async () => undefined, hold: async () => undefined },
    allowLocal: true,
  });
  const intents = ids.map((id, index) => ({
    kind: "create" as const,
    id,
    fields: { lastname: `Row ${index}`, ...(index < 3 && { jobtitle: "marked" }) },
  }));
  await dynamics.write("contact", intents, { isBulk: false });
  dataverse.createAsPerson("contact", { lastname: "A person's", jobtitle: "marked" });
});
afterAll(() => Promise.all([dataverse?.close(), entra?.close()]));

async function all(where: RowPageRequest["where"]) {
  const rows = [];
  let pages = 0;
  for (let next: string | null = null; ; ) {
    const page = await dynamics.page({ table: "contact", columns: ["lastname"], where, next, size: 2 });
    rows.push(...page.rows);
    pages += 1;
    next = page.next;
    if (next === null) return { rows, pages };
  }
}

test("rows with a column filled are paged in whole, whoever made them", async () => {
  const { rows, pages } = await all({ filled: "jobtitle" });
  expect(rows.map(({ fields }) => fields.lastname).sort()).toEqual(["A person's", "Row 0", "Row 1", "Row 2"]);
  expect(pages).toBe(2);
  expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
});

test("rows of one author are paged in whole, and nobody else's", async () => {
  const { userId } = await dynamics.describe([]);
  const { rows } = await all({ createdBy: userId });
  expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(rows.every(({ modifiedBy }) => modifiedBy === userId)).toBe(true);
});
