import { randomUUID } from "node:crypto";
import { toColumn } from "./metadata-new-column.ts";
import { toRelationship } from "./metadata-new-relationship.ts";
import type { MetadataStore } from "./metadata-store.ts";
import type { Column, Table } from "./model.ts";

/** The amount in the base currency that the platform keeps beside every money column. */
export function baseColumn(column: Column): Column {
  return {
    ...column,
    metadataId: randomUUID(),
    logicalName: `${column.logicalName}_base`,
    schemaName: `${column.schemaName}_Base`,
    displayName: `${column.displayName} (Base)`,
    required: "None",
    precision: 4,
    validForCreate: false,
    validForUpdate: false,
    attributeOf: column.logicalName,
  };
}

/** Currency and exchange rate, which the first money column of a table brings. */
export function addCurrencyColumns(metadata: MetadataStore, table: Table, createdAtMs: number): void {
  if (table.columns.has("transactioncurrencyid")) return;
  const place = { table, metadataId: () => randomUUID() as string, createdAtMs };
  metadata.addColumn(
    table.logicalName,
    toColumn(["TransactionCurrencyId", "Lookup", 0, "cur", "Currency", { targets: ["transactioncurrency"] }], place),
  );
  metadata.addColumn(
    table.logicalName,
    toColumn(
      ["ExchangeRate", "Decimal", 0, "r", "Exchange Rate", { min: 1e-12, max: 100_000_000_000, precision: 12 }],
      place,
    ),
  );
  const lookup = [
    `TransactionCurrency_${table.schemaName}`,
    "transactioncurrencyid",
    "transactioncurrency",
    "transactioncurrencyid",
    3,
  ] as const;
  metadata.addRelationship(toRelationship(metadata, table.logicalName, lookup, randomUUID(), createdAtMs));
}
