import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { freePort } from "./free-port.ts";

const folder = mkdtempSync(join(tmpdir(), "flit-postgres-"));
const other = createServer();

afterAll(() => {
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a port that somebody takes before Postgres listens on it is given up for another", async () => {
  const taken = await freePort();
  await new Promise<void>((resolve) => other.listen(taken, "127.0.0.1", resolve));
  const ports = [taken, taken];
  const choosePort = async () => ports.pop() ?? (await freePort());
  const postgres = await startEmbeddedPostgres({ folder: join(folder, "moved"), isThrownAway: true, choosePort });
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await client.end();
  await postgres.close();
});

test("when every port is taken the sentence says what Postgres said", async () => {
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const starting = startEmbeddedPostgres({
    folder: join(folder, "none"),
    isThrownAway: true,
    choosePort: async () => port,
  });
  await expect(starting).rejects.toThrow(/could not be started in .*none: .*could not bind/s);
});
