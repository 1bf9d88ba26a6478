import { DataverseError, type Row, type Table, type Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";

/** What the organisation's rules compare; texts without case. */
const compared: Readonly<Record<string, string>> = { contact: "emailaddress1" };

/** Refuses what an active duplicate rule finds. Only for requests that ask: the Web API suppresses the rules otherwise. */
export function refuseDuplicates(
  { store }: Environment,
  { logicalName }: Table,
  values: ReadonlyMap<string, Value>,
  existing: Row | undefined,
): void {
  const column = compared[logicalName];
  const value = column === undefined ? undefined : values.get(column);
  const isRuled = store
    .table("duplicaterule")
    .values()
    .some((rule) => rule.values.get("baseentityname") === logicalName && rule.values.get("statecode") === 1);
  if (column === undefined || value === undefined || !isRuled) return;
  if (!store.matching(logicalName, [column], [value]).some(({ id }) => id !== existing?.id)) return;
  throw new DataverseError(
    412,
    "0x80040333",
    "A record was not created or updated because a duplicate of the current record already exists.",
  );
}
