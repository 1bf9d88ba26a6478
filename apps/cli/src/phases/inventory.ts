import type { SourceRecord } from "@flit/core/record";
import type { MigrationContext } from "@flit/engine/context";
import { objectAt, textAt } from "@flit/pairs/cliniko-dynamics365/custom-fields";
import type { PreflightInputs } from "@flit/pairs/cliniko-dynamics365/preflight/check";

const pageSize = 1_000;

type Inventory = Pick<
  PreflightInputs,
  "staged" | "inactivePractitioners" | "mergedPatients" | "sharedEmails" | "timeZones" | "currencySymbol"
>;

/** What the pre-flight checks ask of the account, counted over everything that was read; no value leaves this function. */
export async function takeInventory({ store, migration }: MigrationContext): Promise<Inventory> {
  const each = async (object: string, visit: (record: SourceRecord) => void) => {
    for (let after = 0; ; ) {
      const page = await store.transact((tx) => tx.staging.page(migration.id, object, after, pageSize));
      for (const record of page) visit(record);
      const last = page.at(-1);
      if (!last) return;
      after = last.seq;
    }
  };
  let inactivePractitioners = 0;
  let mergedPatients = 0;
  const emails = new Map<string, number>();
  const timeZones = new Set<string>();
  let currencySymbol: string | null = null;
  await each("practitioners", ({ fields }) => {
    if (fields.active === false) inactivePractitioners += 1;
  });
  await each("patients", ({ fields }) => {
    if (fields.merged_at != null) mergedPatients += 1;
    if (typeof fields.email === "string")
      emails.set(fields.email.toLowerCase(), (emails.get(fields.email.toLowerCase()) ?? 0) + 1);
  });
  await each("businesses", ({ fields }) => {
    if (typeof fields.time_zone_identifier === "string") timeZones.add(fields.time_zone_identifier);
  });
  await each("settings", ({ fields }) => {
    currencySymbol = textAt(objectAt(fields.account ?? null), "currency_symbol") || null;
  });
  return {
    staged: await store.transact((tx) => tx.staging.count(migration.id)),
    inactivePractitioners,
    mergedPatients,
    sharedEmails: [...emails.values()].filter((count) => count > 1).length,
    timeZones: [...timeZones].sort(),
    currencySymbol,
  };
}
