import { mutationClasses } from "@flit/cli/mutations/classes";
import { platformAt } from "@flit/cli/mutations/platform";
import { testVerification } from "@flit/cli/mutations/test-verification";
import { audit } from "@flit/cli/phases/audit";
import { plan } from "@flit/cli/phases/plan";
import { startControl } from "@flit/sandbox/control";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  deliverWithoutSample,
  openTrial,
  quietTerminal,
  startTrialProduct,
  startTrialSandbox,
} from "./clinic-on-trial.ts";

const seed = 11;
const perClass = 3;

let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
let control: Awaited<ReturnType<typeof startControl>>;
const terminal = quietTerminal();
beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed, patients: 60 }), startTrialProduct(terminal)]);
  control = await startControl(sandbox);
  product.startWorker();
});
afterAll(() => Promise.all([control?.close(), sandbox?.close(), product?.close()]));

test("every defect behind the platform's back is named by record and column, and nothing else is", {
  timeout: 300_000,
}, async () => {
  const job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  const run = await deliverWithoutSample(job);
  expect(run.state).toBe("completed");
  const classes = Object.keys(mutationClasses);
  const options = { seed, count: classes.length * perClass, perPass: 22, cleanPasses: 2 };
  const report = await testVerification(job, platformAt(control.origin), options, () => undefined);
  expect(report).toMatchObject({ alarms: [], unnamed: [], wrongColours: 0, isRestored: true, cleanPasses: 2 });
  expect(report.named).toBe(report.made);
  expect(report.classes.filter(({ made }) => made === 0)).toEqual([]);
});
