import { audit } from "@flit/cli/phases/audit";
import { deliver, delta } from "@flit/cli/phases/deliver";
import { plan } from "@flit/cli/phases/plan";
import { mutateClinic } from "@flit/sandbox/cliniko/mutate";
import { editAsPerson } from "@flit/sandbox/edit-as-person";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTrial, quietTerminal, startTrialProduct, startTrialSandbox } from "./clinic-on-trial.ts";
import { expectInvariants } from "./expect-invariants.ts";

let sandbox: Awaited<ReturnType<typeof startTrialSandbox>>;
let product: Awaited<ReturnType<typeof startTrialProduct>>;
const terminal = quietTerminal();
beforeAll(async () => {
  [sandbox, product] = await Promise.all([startTrialSandbox({ seed: 8, patients: 120 }), startTrialProduct(terminal)]);
  product.startWorker();
});
afterAll(() => Promise.all([sandbox?.close(), product?.close()]));

test("after 200 changes in Cliniko and 50 edits in Dynamics every change has arrived, no edit is lost, and what both changed is listed", {
  timeout: 300_000,
}, async () => {
  const job = await openTrial(sandbox, product, terminal, "clinic");
  await audit(job);
  await plan(job);
  await deliver(job);
  await expectInvariants(job, sandbox);

  const { server } = sandbox.dataverse;
  const rowOf = (table: string, id: string) => server.rowsOf(table).find((row) => row.id === id)?.values;
  const mutations = mutateClinic(sandbox.clinic, { seed: 3, count: 200 });
  const edits = editAsPerson(server, { seed: 4, count: 50 });
  expect(edits.length).toBe(50);
  // One column that both sides change for certain, in a row a person has changed elsewhere as well.
  const index = Math.floor(sandbox.clinic.count("patients") / 2) + 3;
  const patientId = sandbox.clinic.idOf("patients", index);
  const contact = server
    .rowsOf("contact")
    .find((row) => row.values.get("flit_sourcesystemid") === `patient-${patientId}`);
  server.editAsPerson("contact", contact?.id ?? "", {
    emailaddress1: "both.person@patients.example",
    mobilephone: "0400 123 456",
  });
  sandbox.clinic.change("patients", index, { email: "both.cliniko@patients.example" }, Date.now());
  const kept = [
    ...edits,
    { table: "contact", id: contact?.id ?? "", columns: ["emailaddress1", "mobilephone"] },
  ].flatMap((edit) =>
    edit.columns.map((column) => ({ ...edit, column, value: rowOf(edit.table, edit.id)?.get(column) })),
  );

  await delta(job);

  const lost = kept.filter(({ table, id, column, value }) => rowOf(table, id)?.get(column) !== value);
  expect(lost).toEqual([]);
  const context = await job.open();
  const notRead = [];
  for (const { resource, id, kind } of mutations) {
    const [staged] = await context.store.transact((tx) => tx.staging.byIds(context.migration.id, [resource], [id]));
    const row = sandbox.clinic.rowOf(resource, sandbox.clinic.indexOf(resource, id) ?? -1);
    if (staged?.updatedAt !== row.updated_at) notRead.push({ resource, id, kind });
  }
  expect(notRead).toEqual([]);
  // Every mapped column of every record was read back and compared with the source as it is now.
  const report = await expectInvariants(job, sandbox);
  expect(report.conflicts).toContainEqual(
    expect.objectContaining({ rowId: contact?.id, column: "emailaddress1", kind: "edited" }),
  );
  expect(rowOf("contact", contact?.id ?? "")?.get("emailaddress1")).toBe("both.person@patients.example");
});
