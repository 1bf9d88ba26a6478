import type { ColumnElement } from "./element.ts";
import { addOnsAmong } from "./features/priors.ts";
import type { Surroundings } from "./score-pair.ts";

/** No word tells less than this share of what the rarest tells. */
const leastWeight = 0.25;

/** Weighs words by how few of these columns say them: "NDIS" tells little where every second column says it. */
export function surroundingsOf(columns: readonly ColumnElement[]): Surroundings {
  const counts = new Map<string, number>();
  for (const { readings } of columns)
    for (const key of new Set(readings.flatMap(({ tokens }) => tokens.map((token) => token.key))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = Math.log(columns.length + 1);
  return {
    addOns: addOnsAmong(columns),
    bodies: bodiesAmong(columns),
    weightOf({ key, strength }) {
      if (/^\d+$/.test(key)) return 0;
      const rarity = Math.log((columns.length + 1) / ((counts.get(key) ?? 0) + 0.5)) / (most || 1);
      return strength * Math.min(0.9, Math.max(leastWeight, rarity));
    },
  };
}

/** The one long text of a table of notes. */
function bodiesAmong(columns: readonly ColumnElement[]): ReadonlySet<string> {
  const long = columns.filter(
    ({ column }) => column.type === "memo" && column.table && /note|annotation/.test(column.table),
  );
  const byTable = Map.groupBy(long, ({ column }) => column.table ?? "");
  return new Set(
    [...byTable.values()].flatMap((own) => (own.length === 1 ? own.map(({ column }) => column.name) : [])),
  );
}
