import { z } from "zod";
import { product } from "../product-process.ts";

/** Takes privileges from the sandbox's Dynamics application; none gives all of them back. */
export async function withholdPrivileges(names: readonly string[]): Promise<void> {
  await steer("/privileges", { withheld: names });
}

/** Lets a person change this many rows in Dynamics. */
export async function editRows(count: number): Promise<void> {
  await steer("/edit", { count });
}

/** Lets Cliniko and a person in Dynamics change the e-mail address of the same patient, to different ones. */
export async function disagree(): Promise<void> {
  const changed = mutations.parse(await steer("/mutate", { count: changesWithAnEmail }));
  const patient = changed.find(({ resource, kind }) => resource === "patients" && kind === "changed");
  const { contact } = contacts.parse(await steer("/snapshot")).dataverse.rows;
  const row = Object.entries(contact).find(([, values]) => values.flit_sourcesystemid === `patient-${patient?.id}`);
  if (!row) throw new Error("The changed patient has no contact.");
  const values = { emailaddress1: "changed.by.somebody@patients.example" };
  await steer("/edit-rows", { edits: [{ table: "contact", id: row[0], values }] });
}

/** The fifth change of Cliniko is a patient's e-mail address. */
const changesWithAnEmail = 5;
const mutations = z.array(z.object({ resource: z.string(), id: z.string(), kind: z.string() }));
const contacts = z.object({
  dataverse: z.object({ rows: z.object({ contact: z.record(z.string(), z.record(z.string(), z.unknown())) }) }),
});

/** Sends a command, or asks when there is none to send. */
async function steer(path: string, body?: object): Promise<unknown> {
  const reply = await fetch(`${product().control}${path}`, {
    ...(body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`The sandbox answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
}
