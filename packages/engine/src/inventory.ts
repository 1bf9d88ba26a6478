import { hash53 } from "@flit/core/hash53";
import type { SourceRecord } from "@flit/core/record";
import { objectAt, textAt } from "@flit/pairs/cliniko-dynamics365/custom-fields";
import type { PreflightInputs } from "@flit/pairs/cliniko-dynamics365/preflight/check";
import type { MigrationContext } from "./context.ts";
import { stagedPages } from "./staged-records.ts";

type Inventory = Pick<
  PreflightInputs,
  "staged" | "inactivePractitioners" | "mergedPatients" | "sharedEmails" | "timeZones" | "currencySymbol"
>;

/** What the pre-flight checks ask of the account, counted over everything that was read; no value leaves this function. */
export async function takeInventory(context: MigrationContext): Promise<Inventory> {
  const each = async (object: string, visit: (record: SourceRecord) => void) => {
    for await (const page of stagedPages(context, object)) for (const record of page) visit(record);
  };
  let inactivePractitioners = 0;
  let mergedPatients = 0;
  const emails = new Map<number, number>();
  const timeZones = new Set<string>();
  let currencySymbol: string | null = null;
  await each("practitioners", ({ fields }) => {
    if (fields.active === false) inactivePractitioners += 1;
  });
  await each("patients", ({ fields }) => {
    if (fields.merged_at != null) mergedPatients += 1;
    if (typeof fields.email !== "string") return;
    const email = hash53(fields.email.toLowerCase());
    emails.set(email, (emails.get(email) ?? 0) + 1);
  });
  await each("businesses", ({ fields }) => {
    if (typeof fields.time_zone_identifier === "string") timeZones.add(fields.time_zone_identifier);
  });
  await each("settings", ({ fields }) => {
    currencySymbol = textAt(objectAt(fields.account ?? null), "currency_symbol") || null;
  });
  return {
    staged: await context.store.transact((tx) => tx.staging.count(context.migration.id)),
    inactivePractitioners,
    mergedPatients,
    sharedEmails: [...emails.values()].filter((count) => count > 1).length,
    timeZones: [...timeZones].sort(),
    currencySymbol,
  };
}
