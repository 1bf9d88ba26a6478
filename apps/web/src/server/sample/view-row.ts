import type { FrozenMap } from "@flit/core/ports";
import type { SampledRecord } from "@flit/core/sample-store";
import { reasonInWords } from "@flit/pairs/cliniko-dynamics365/reasons";
import type { RecordRow } from "../../features/sample/sample-view.ts";

/** A record of the sample as lists show it. */
export function viewRow(
  record: SampledRecord,
  map: FrozenMap | null,
  titles: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): RecordRow {
  const { mapping, sourceId, why, reason, columns, comments, openComments, isAccepted } = record;
  const table = map?.objects.find(({ key }) => key === mapping)?.target.table;
  return {
    mapping,
    title: titles.get(mapping) ?? mapping,
    id: sourceId,
    why,
    state: stateOf(record),
    reason: reason === null ? null : sentence(reasonInWords(reason)),
    columns: columns.map((column) => (column === "*" ? "The whole row" : (names.get(`${table}.${column}`) ?? column))),
    comments,
    openComments,
    isAccepted,
  };
}

function stateOf({ outcome, verification }: SampledRecord): RecordRow["state"] {
  if (outcome === "rejected") return "rejected";
  if (outcome === "skipped") return "left-out";
  if (verification === "mismatched" || verification === "edited") return verification;
  if (verification === "verified") return "equal";
  return outcome === "matched" ? "matched" : "unread";
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
