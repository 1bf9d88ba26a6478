import { type Role, valueAccess } from "@flit/core/permissions";
import type { StoreTransaction } from "@flit/core/ports";
import type { ClinicCall } from "../handler.ts";

/** As many acts back the page's own opening is looked for. */
const looked = 50;

/**
 * Logs that somebody saw patients' values, on the map's page unless `subject` names another: once for each opening of the page, which names itself by
 * `view`. Roles that see masks only are not logged.
 */
export async function seeValues(
  tx: StoreTransaction,
  { who, role, params }: Pick<ClinicCall<{ readonly migration: string }, unknown>, "who" | "role" | "params">,
  view: string,
  subject: { readonly [name: string]: number | string },
): Promise<void> {
  if (!seesValues(role)) return;
  const { id: personId, name: personName } = who.person;
  const at = { event: "values.seen", personId, migrationId: params.migration } as const;
  const known = await tx.actions.page({ ...at, beforePosition: null, limit: looked });
  if (known.some((one) => one.subject.view === view)) return;
  await tx.actions.append({ ...at, personName, role, subject: { page: "mapping", view, ...subject } });
}

/** Whether a role sees patients' values as they are. */
export function seesValues(role: Role): boolean {
  return valueAccess(role) === "open";
}
