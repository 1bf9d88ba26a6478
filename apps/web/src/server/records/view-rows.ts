import { describeExpression } from "@flit/core/describe-expression";
import type { DestinationDescription } from "@flit/core/destination";
import type { MapNote, MapResult, ObjectMap } from "@flit/core/mapping";
import type { MappedNow, RowNow } from "@flit/engine/records/read-rows";
import type { RecordRows } from "../../features/records/endpoints.ts";
import { objectTitle } from "../issues/group-words.ts";
import { valueText } from "./value-text.ts";

const notes: Readonly<Record<MapNote["kind"], string>> = {
  clipped: "Cut to what the column holds",
  "unknown-choice": "No choice for this value",
  unreadable: "Cannot be read as the column's type",
};
const reasons: Readonly<Record<Exclude<MapResult["status"], "mapped">, string>> = {
  matched: "Becomes no row of its own: it is matched to a user.",
  alias: "Becomes no row of its own: it was merged into another record.",
  skipped: "Becomes no row: the map leaves it out.",
  blocked: "Becomes a row once the record it belongs to has one.",
  rejected: "Becomes no row: a column of the map is missing.",
};

/** What stands in Dynamics beside what the map says, as a role may see it. */
export function viewRows(
  now: readonly MappedNow[],
  maps: readonly ObjectMap[],
  live: DestinationDescription,
  mask: (value: string) => string,
): RecordRows["maps"] {
  return now.map(({ mapping, status, rows }) => {
    const map = maps.find(({ key }) => key === mapping);
    return {
      mapping,
      title: objectTitle(mapping),
      noRow: status === "mapped" ? null : reasons[status],
      rows: rows.map((row) => viewRow(row, map, live, mask)),
    };
  });
}

function viewRow(
  row: RowNow,
  map: ObjectMap | undefined,
  live: DestinationDescription,
  mask: (value: string) => string,
): RecordRows["maps"][number]["rows"][number] {
  const { part, table, rowId, isByPerson } = row;
  const described = live.tables[table]?.columns ?? {};
  const rules = new Map([...(map?.fields ?? []), ...(map?.finish ?? [])].map((field) => [field.column, field.value]));
  return {
    part,
    table,
    rowId,
    isByPerson,
    state: row.isThere ? "there" : row.isLinked ? "gone" : "never",
    columns: row.columns.map(({ column, expected, current, verdict, note }) => {
      const rule = rules.get(column);
      return {
        column,
        label: described[column]?.displayName ?? column,
        rule: rule ? describeExpression(rule) : null,
        value: valueText(expected, mask, described[column]),
        current: valueText(current, mask, described[column]),
        verdict,
        note: note && notes[note],
      };
    }),
  };
}
