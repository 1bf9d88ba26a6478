import { decimalSum } from "@flit/core/decimal-sum";
import type { TotalEntry } from "@flit/core/reconcile-store";
import type { MoneyRow, Reconciliation } from "../../features/reconcile/endpoints.ts";

/** Both sides of one key. */
interface Sides {
  readonly period: string;
  readonly id: string;
  readonly source: number;
  readonly destination: number;
  readonly amount: { readonly source: string; readonly destination: string };
}

/** Totals of one kind, both sides beside each other, added up over everything that `keep` makes the same. */
export function sidesOf(
  totals: readonly TotalEntry[],
  kind: TotalEntry["kind"],
  keep: { readonly period: boolean; readonly id: boolean },
): readonly Sides[] {
  const parted = totals
    .filter((total) => total.kind === kind)
    .map((total) => {
      const [period = "", id = ""] = total.key.split("|");
      return { ...total, period: keep.period ? period : "", id: keep.id ? id : "" };
    });
  const groups = Map.groupBy(parted, ({ period, id }) => `${period}|${id}`);
  return [...groups.values()].map((group) => {
    const of = (side: TotalEntry["side"]) => group.filter((total) => total.side === side);
    const count = (side: TotalEntry["side"]) => of(side).reduce((sum, total) => sum + total.count, 0);
    const amount = (side: TotalEntry["side"]) => decimalSum(of(side).map((total) => total.amount));
    return {
      period: group[0]?.period ?? "",
      id: group[0]?.id ?? "",
      source: count("source"),
      destination: count("destination"),
      amount: { source: amount("source"), destination: amount("destination") },
    };
  });
}

/** Whether both sides say the same. */
export function isEqual({ source, destination, amount }: Sides): boolean {
  return source === destination && amount.source === amount.destination;
}

/** Money by month, by practitioner, and wherever both together differ. */
export function viewMoney(
  totals: readonly TotalEntry[],
  nameOf: (id: string) => string,
): Pick<Reconciliation, "months" | "byPractitioner" | "moneyDifferences"> {
  const row = (sides: Sides, who: string | null): MoneyRow => ({
    month: sides.period,
    who,
    invoices: { source: sides.source, destination: sides.destination },
    amount: sides.amount,
    isEqual: isEqual(sides),
  });
  const newestFirst = (a: Sides, b: Sides) => (a.period < b.period ? 1 : -1);
  const byName = (a: MoneyRow, b: MoneyRow) => (a.who ?? "").localeCompare(b.who ?? "");
  return {
    months: [...sidesOf(totals, "money", { period: true, id: false })]
      .sort(newestFirst)
      .map((sides) => row(sides, null)),
    byPractitioner: sidesOf(totals, "money", { period: false, id: true })
      .map((sides) => row(sides, nameOf(sides.id)))
      .sort(byName),
    moneyDifferences: sidesOf(totals, "money", { period: true, id: true })
      .filter((sides) => !isEqual(sides))
      .toSorted(newestFirst)
      .map((sides) => row(sides, nameOf(sides.id))),
  };
}
