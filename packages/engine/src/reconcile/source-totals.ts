import { evaluateText, scopeOf } from "@flit/core/evaluate";
import type { ObjectMap } from "@flit/core/mapping";
import { periodOf } from "@flit/core/period-of";
import type { Measure, MeasureBy } from "@flit/core/reconcile-plan";
import type { TotalEntry } from "@flit/core/reconcile-store";
import { expectedRow } from "@flit/core/verify";
import { environmentOf, type MigrationContext, rowIdOf, tableOf } from "../context.ts";
import { joinsOf, type PreparedRecord } from "../prepare.ts";

/** What staged records add to the totals of their mapping: from the source's own fields, not from what was written. */
export async function sourceTotals(
  context: MigrationContext,
  map: ObjectMap,
  prepared: readonly PreparedRecord[],
  cutOff: string,
): Promise<readonly TotalEntry[]> {
  const measures = context.pair.reconcile.measures.filter(({ mapping }) => mapping === map.key);
  // Left out on purpose, merged or matched: nothing of theirs is expected in the destination.
  const counted = prepared.filter(({ result }) => ["mapped", "blocked", "rejected"].includes(result.status));
  const owned = counted.flatMap(({ result }): TotalEntry[] => {
    const [row] = result.status === "mapped" ? result.rows : [];
    const owner = row ? expectedRow(map, row).ownerid : null;
    return owner !== null && typeof owner === "object"
      ? [{ kind: "owner", mapping: map.key, side: "source", key: `|${owner.lookup.id}`, count: 1, amount: null }]
      : [];
  });
  if (measures.length === 0 || counted.length === 0) return owned;

  const joins = await joinsOf(
    context,
    map,
    counted.map(({ record }) => record),
  );
  const scopes = counted.map(({ record }, index) =>
    scopeOf(record, {
      joins: joins[index] ?? {},
      link: () => undefined,
      owner: (practitioner) => context.owners.get(practitioner)?.userId ?? null,
      fallbackOwner: context.fallbackOwner,
      environment: environmentOf(context),
      table: tableOf(context, map.target.table),
      rowId: (part) => rowIdOf(context, map.key, record.id, part),
      cutOff,
    }),
  );
  const entries = await Promise.all(
    measures.map(async (measure) => {
      const ids = scopes.map((scope) => (measure.by === null ? null : evaluateText(measure.by.of, scope)));
      const subjects = measure.by === null ? null : await subjectsOf(context, measure.by, ids);
      return scopes.map((scope, index): TotalEntry => {
        const { at, amount } = measure.source;
        const period = periodOf(at === null ? null : evaluateText(at, scope), measure.period);
        return {
          kind: measure.kind,
          mapping: map.key,
          side: "source",
          key: `${period}|${subjects === null ? "" : subjects(ids[index] ?? null)}`,
          count: 1,
          amount: amount === null ? null : (evaluateText(amount, scope) ?? "0"),
        };
      });
    }),
  );
  return [...owned, ...entries.flat()];
}

/** The id under which the destination counts the same: a user's, or that of the row a record became. */
async function subjectsOf(
  context: MigrationContext,
  by: Measure["by"] & MeasureBy,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))].map((sourceId) => ({ mapping: by.mapping, sourceId }));
  const resolved = await context.store.transact((tx) => tx.links.resolve(context.migration.id, wanted));
  const rows = new Map(resolved.map(({ key, link }) => [key.sourceId, link.rowId]));
  const rowOf = (id: string | null) => (id === null ? undefined : rows.get(id));
  if (by.kind === "record") return (id) => rowOf(id) ?? "";
  return (id) => {
    const user = id === null ? null : (context.owners.get(id)?.userId ?? null);
    const own = by.rowColumn === null ? undefined : rowOf(id);
    return user ?? own ?? context.fallbackOwner;
  };
}
