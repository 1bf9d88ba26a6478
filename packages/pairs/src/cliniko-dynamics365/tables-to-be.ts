import type { DestinationDescription, DestinationTable } from "@flit/core/destination";
import type { SchemaSpec } from "@flit/core/plan";
import { plannedTables } from "@flit/core/planned-tables";

/**
 * Tables as they will be once the plan is carried out. A table for which documents are switched on can then be what a
 * document location is regarding, which the live environment does not say before.
 */
export function tablesToBe(
  spec: SchemaSpec,
  live: DestinationDescription,
): { readonly [name: string]: DestinationTable } {
  const planned = plannedTables(spec, live);
  const location = planned.sharepointdocumentlocation;
  const regarding = location?.columns.regardingobjectid;
  if (!location || !regarding) return planned;
  const documented = spec.tables.flatMap(({ name, needsDocuments }) => (needsDocuments ? [name] : []));
  const targets = [...new Set([...regarding.targets, ...documented])];
  const columns = { ...location.columns, regardingobjectid: { ...regarding, targets } };
  return { ...planned, sharepointdocumentlocation: { ...location, columns } };
}
