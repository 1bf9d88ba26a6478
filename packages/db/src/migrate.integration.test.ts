import { expect, test } from "vitest";
import { createTestDatabase } from "./testing.ts";

test("one process can bring several databases up to date, one after the other and at once", async () => {
  const first = await createTestDatabase();
  const others = await Promise.all([createTestDatabase(), createTestDatabase()]);
  for (const database of [first, ...others]) {
    expect(await database.client.$queryRaw`select count(*)::int as runs from run`).toEqual([{ runs: 0 }]);
    await database.close();
  }
});
