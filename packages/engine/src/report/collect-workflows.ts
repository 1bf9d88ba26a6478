import type { Migration, TenantStore } from "@flit/core/ports";
import type { SourceRecord } from "@flit/core/record";
import { workflows } from "@flit/pairs/cliniko-dynamics365/workflows";
import type { WorkflowDefinition } from "@flit/pairs/cliniko-dynamics365/workflows/workflow-definition";

const pageSize = 1_000;

/** Definitions of the automations the API shows, for rebuilding; counts only, never a patient's values. */
export async function collectWorkflows(
  store: TenantStore,
  migration: Pick<Migration, "id">,
): Promise<readonly WorkflowDefinition[]> {
  const each = async (object: string, visit: (record: SourceRecord) => void) => {
    for (let after = 0; ; ) {
      const page = await store.transact((tx) => tx.staging.page(migration.id, object, after, pageSize));
      for (const record of page) visit(record);
      const last = page.at(-1);
      if (!last) return;
      after = last.seq;
    }
  };
  const all = async (object: string) => {
    const records: SourceRecord[] = [];
    await each(object, (record) => records.push(record));
    return records;
  };
  const byReminderType: Record<string, number> = {};
  let receivingConfirmations = 0;
  let receivingCancellations = 0;
  await each("patients", ({ fields }) => {
    if (typeof fields.reminder_type === "string")
      byReminderType[fields.reminder_type] = (byReminderType[fields.reminder_type] ?? 0) + 1;
    if (fields.receives_confirmation_emails === true) receivingConfirmations += 1;
    if (fields.receives_cancellation_emails === true) receivingCancellations += 1;
  });
  const communications: Record<string, number> = {};
  await each("communications", ({ fields }) => {
    const code = String(fields.category_code ?? "");
    communications[code] = (communications[code] ?? 0) + 1;
  });
  const staged = await store.transact((tx) => tx.staging.count(migration.id));
  return workflows({
    settings: (await all("settings"))[0] ?? null,
    appointmentTypes: await all("appointment_types"),
    businesses: await all("businesses"),
    patients: { byReminderType, receivingConfirmations, receivingCancellations },
    communications,
    recalls: staged.find((entry) => entry.object === "recalls")?.count ?? null,
  });
}
