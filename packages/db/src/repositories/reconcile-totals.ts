import { decimalSum } from "@flit/core/decimal-sum";
import type { ReconcileStore, TotalEntry } from "@flit/core/reconcile-store";
import { asJson, base64, execute, query, type Session } from "../sql.ts";

type SealedTotal = Omit<TotalEntry, "amount"> & { amount: Uint8Array | null };

/** Sums of both sides; amounts are sealed, so they are added here and not by the database. */
export function reconcileTotals(session: Session): Pick<ReconcileStore, "addTotals" | "totals" | "unequalCounts"> {
  const { tenantId, seal } = session;
  const placeOf = (runId: string, total: Pick<TotalEntry, "kind" | "mapping" | "side" | "key">) => ({
    table: "reconcile_total",
    column: "amount",
    row: [runId, total.kind, total.mapping, total.side, total.key].join("/"),
  });
  const openTotal = (runId: string, { amount, ...total }: SealedTotal): TotalEntry => ({
    ...total,
    amount: amount === null ? null : String(seal.open(placeOf(runId, total), amount)),
  });
  return {
    addTotals: async (migrationId, runId, entries) => {
      const merged = mergeTotals(entries);
      if (merged.length === 0) return;
      const present = await query<SealedTotal>(
        session,
        `select t.kind, t.mapping, t.side, t.key, t.count, t.amount from reconcile_total t
           join jsonb_to_recordset($3::jsonb) as k("kind" text, "mapping" text, "side" text, "key" text)
             on t.kind = k."kind" and t.mapping = k."mapping" and t.side = k."side" and t.key = k."key"
         where t.tenant_id = $1::uuid and t.run_id = $2::uuid`,
        tenantId,
        runId,
        asJson(merged.map(({ kind, mapping, side, key }) => ({ kind, mapping, side, key }))),
      );
      const rows = mergeTotals([...present.map((one) => openTotal(runId, one)), ...merged]).map(
        ({ amount, ...total }) => ({
          ...total,
          amount: amount === null ? null : base64(seal.seal(placeOf(runId, total), amount)),
        }),
      );
      await execute(
        session,
        `insert into reconcile_total (tenant_id, migration_id, run_id, kind, mapping, side, key, count, amount)
         select $1::uuid, $2::uuid, $3::uuid, t."kind", t."mapping", t."side", t."key", t."count", decode(t."amount", 'base64')
         from jsonb_to_recordset($4::jsonb) as t("kind" text, "mapping" text, "side" text, "key" text, "count" int, "amount" text)
         on conflict (tenant_id, run_id, kind, mapping, side, key) do update set count = excluded.count, amount = excluded.amount`,
        tenantId,
        migrationId,
        runId,
        asJson(rows),
      );
    },
    totals: async (runId, kinds) => {
      const rows = await query<SealedTotal>(
        session,
        `select kind, mapping, side, key, count, amount from reconcile_total
         where tenant_id = $1::uuid and run_id = $2::uuid and kind = any($3::text[]) order by kind, mapping, key, side`,
        tenantId,
        runId,
        kinds,
      );
      return rows.map((row) => openTotal(runId, row));
    },
    unequalCounts: (runId, kind, limit) =>
      query(
        session,
        `select key, coalesce(sum(count) filter (where side = 'source'), 0)::int as source,
           coalesce(sum(count) filter (where side = 'destination'), 0)::int as destination
         from reconcile_total where tenant_id = $1::uuid and run_id = $2::uuid and kind = $3 group by key
         having coalesce(sum(count) filter (where side = 'source'), 0) <> coalesce(sum(count) filter (where side = 'destination'), 0)
         order by key limit $4`,
        tenantId,
        runId,
        kind,
        limit,
      ),
  };
}

/** One entry for each key, counts and amounts added. */
function mergeTotals(entries: readonly TotalEntry[]): readonly TotalEntry[] {
  const groups = Map.groupBy(entries, ({ kind, mapping, side, key }) => [kind, mapping, side, key].join("\n"));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const amounts = group.map(({ amount }) => amount).filter((amount) => amount !== null);
    return [
      {
        ...first,
        count: group.reduce((sum, { count }) => sum + count, 0),
        amount: amounts.length === 0 ? null : decimalSum(amounts),
      },
    ];
  });
}
