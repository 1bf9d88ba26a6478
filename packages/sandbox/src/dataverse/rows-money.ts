import type { Row, Table, Value } from "./model.ts";
import type { Environment } from "./rows-environment.ts";

/** Gives rows with money a currency, and computes the `_base` columns in the currency of the organisation. */
export function setMoney(
  { store, ids }: Environment,
  table: Table,
  values: Map<string, Value>,
  existing: Row | undefined,
): void {
  const currencyColumn = table.columns.get("transactioncurrencyid");
  if (currencyColumn === undefined) return;
  const amounts = [...values.keys()].filter((name) => table.columns.get(name)?.type === "Money");
  let currency = values.get("transactioncurrencyid") ?? existing?.values.get("transactioncurrencyid") ?? null;
  if (currency === null && (amounts.length > 0 || currencyColumn.required !== "None")) {
    currency = { table: "transactioncurrency", id: ids.currencyId };
    values.set("transactioncurrencyid", currency);
  }
  if (typeof currency !== "object" || currency === null) return;
  const rate = Number(store.get("transactioncurrency", currency.id)?.values.get("exchangerate") ?? 1);
  if (values.has("transactioncurrencyid") && table.columns.has("exchangerate")) values.set("exchangerate", rate);
  for (const name of amounts) {
    if (!table.columns.has(`${name}_base`)) continue;
    const amount = values.get(name);
    values.set(`${name}_base`, typeof amount === "number" ? roundMoney(amount / rate) : null);
  }
}

/** Money is kept to the cent here, as an organisation with two pricing decimals does. */
export const roundMoney = (amount: number) => Math.round((amount + Number.EPSILON) * 100) / 100;

/** A stored amount, 0 when there is none. */
export const amountOf = (value: Value | undefined) => (typeof value === "number" ? value : 0);
