import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { startDataverse } from "@flit/sandbox/dataverse/server";
import { startEntra } from "@flit/sandbox/entra/server";
import { afterEach, expect, test } from "vitest";
import { createDynamicsConnector } from "./connector.ts";

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

/** An organisation that advises this parallelism, and a connector to it; `inFlight` tells what arrived side by side. */
async function setUp(dopHint: number) {
  const [tenantId, clientId, clientSecret] = [randomUUID(), randomUUID(), "secret"];
  const seen = { now: 0, most: 0 };
  const dataverse = await startDataverse({
    verifyToken: (header) => entra.verify(header, dataverse.url),
    limits: { dopHint },
    around: async (_request, _response, serve) => {
      seen.now += 1;
      seen.most = Math.max(seen.most, seen.now);
      await sleep(15);
      await serve();
      seen.now -= 1;
    },
  });
  const entra = await startEntra({
    tenantId,
    clients: [{ clientId, clientSecret, resources: [dataverse.url] }],
  });
  close = async () => {
    await dataverse.close();
    await entra.close();
  };
  const dynamics = createDynamicsConnector({
    url: dataverse.url,
    tenantId,
    clientId,
    clientSecret,
    authorityUrl: entra.origin,
    governor: { take: async () => undefined, hold: async () => undefined },
    allowLocal: true,
  });
  /** The most requests at once while this work was done. */
  const inFlight = async (work: () => Promise<unknown>) => {
    seen.most = 0;
    await work();
    return seen.most;
  };
  return { dataverse, dynamics, inFlight };
}

const creates = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    kind: "create" as const,
    id: randomUUID(),
    fields: { lastname: `N${index}` },
  }));
const single = { isBulk: false };

test.each([1, 3, 9])("with a hint of %i as many requests are in flight at once, and never more", async (hint) => {
  const { dataverse, dynamics, inFlight } = await setUp(hint);
  await dynamics.describe(["contact"]);
  const most = await inFlight(async () => {
    const written = await Promise.all([dynamics.write("contact", creates(200), single), dynamics.users()]);
    expect(written[0].map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => "applied"));
    await Promise.all(Array.from({ length: 12 }, () => dynamics.write("contact", creates(1), single)));
  });
  expect(most).toBe(hint);
  expect(dataverse.rowsOf("contact").length).toBe(212);
});

test("rows are deleted one batch after another, as their references may ask for", async () => {
  const { dynamics, inFlight } = await setUp(6);
  const made = creates(60);
  await dynamics.write("contact", made, single);
  const rows = await dynamics.read(
    "contact",
    made.map(({ id }) => id),
    [],
  );
  const deletes = [...rows.values()].map(({ id, version }) => ({ kind: "delete" as const, id, ifVersion: version }));
  expect(await inFlight(() => dynamics.write("contact", deletes, single))).toBe(1);
});
