import { audit } from "@flit/cli/phases/audit";
import { deliver, rollback } from "@flit/cli/phases/deliver";
import { plan } from "@flit/cli/phases/plan";
import { failPoints } from "@flit/engine/context";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "./clinic-on-trial.ts";
import { expectInvariants, expectSameRows } from "./expect-invariants.ts";

/** Replies that are lost although the work was committed, and requests that never arrive. */
const lossy = (seed: number) => ({
  seed,
  rules: [
    { kind: "lose-reply", match: "^(POST|PATCH|PUT|DELETE) ", probability: 0.05 },
    { kind: "late-commit", match: "^(POST|PATCH) ", probability: 0.01, amount: 1_500 },
    { kind: "server-error", match: "", probability: 0.01 },
    { kind: "deadlock", match: "Multiple", probability: 0.02 },
  ] as const,
});
const takeover = { FLIT_TAKEOVER_MS: "2000" };

let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
const terminal = quietTerminal();
beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 5, patients: 100 }), startTrialProduct(terminal)]);
});
afterAll(() => Promise.all([sandbox?.close(), product?.close()]));

test("a worker killed at every fail-point once, with answers lost all the way, neither loses nor doubles a record, and a rollback still proves equal", {
  timeout: 480_000,
}, async () => {
  const before = sandbox.snapshotDigest({ withoutModified: true });
  sandbox.setFaults({ dataverse: lossy(11), graph: lossy(12), cliniko: { seed: 13, rules: [] } });
  const reached: string[] = [];
  const kills = (async () => {
    for (const point of failPoints) {
      const worker = product.startWorker({ env: { ...takeover, FLIT_FAIL_POINT: point }, isReplaced: false });
      await worker.ended;
      reached.push(point);
    }
    product.startWorker({ env: takeover });
  })();

  const job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  await deliver(job);
  await expectInvariants(job, sandbox);
  await expectSameRows(job, sandbox);

  const run = await rollback(job);
  await kills;
  expect(reached).toEqual([...failPoints]);
  expect(run.result).toMatchObject({ provedEqual: true, kept: [], schemaKept: [] });
  expect(sandbox.snapshotDigest({ withoutModified: true })).toBe(before);
  expect(sandbox.faults.dataverse.struck.filter(({ kind }) => kind === "lose-reply").length).toBeGreaterThan(10);
});
