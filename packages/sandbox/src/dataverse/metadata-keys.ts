import { randomUUID } from "node:crypto";
import { type Body, readText } from "./metadata-body.ts";
import { checkCustomisable } from "./metadata-columns.ts";
import type { MetadataContext } from "./metadata-context.ts";
import { checkPropagated } from "./metadata-find.ts";
import { forgetComponent, type SolutionScope } from "./metadata-solution.ts";
import type { AlternateKey, Column, ColumnType, Table } from "./model.ts";
import { badRequest } from "./rows-errors.ts";

const maxKeys = 10;
const maxColumns = 16;
const maxIndexBytes = 900;
const bytesPerType: Partial<Record<ColumnType, number>> = {
  Integer: 4,
  Decimal: 9,
  DateTime: 8,
  Picklist: 4,
  Lookup: 16,
  Customer: 16,
};

/** Defines an alternate key and starts to build its index; the key serves once its status is Active. */
export function createKey(context: MetadataContext, scope: SolutionScope, table: Table, body: Body): AlternateKey {
  checkCustomisable(table);
  checkPropagated(context, table);
  const schemaName = scope.checkName(readText(body, "SchemaName"), "key");
  if (table.keys.has(schemaName.toLowerCase())) {
    throw badRequest(
      "0x80060893",
      `An entity key with the name ${schemaName} already exists on entity ${table.logicalName}.`,
    );
  }
  if (table.keys.size >= maxKeys) throw invalidKey(`an entity can have ${maxKeys} keys at most`);
  const columns = readKeyColumns(context, table, body);
  if (table.keys.values().some((key) => sameNames(key.columns, columns))) {
    throw badRequest("0x80060894", "An entity key with the selected attributes already exists on entity.");
  }
  const key: AlternateKey = {
    metadataId: randomUUID(),
    schemaName,
    logicalName: schemaName.toLowerCase(),
    columns,
    status: "Pending",
    createdAtMs: context.clock.now(),
  };
  context.metadata.addKey(table.logicalName, key);
  scope.note("key", key.metadataId);
  buildIndex(context, table, key);
  return key;
}

/** Tries a failed index again, once its duplicates are gone. */
export function reactivateKey(context: MetadataContext, table: Table, key: AlternateKey): void {
  if (key.status !== "Failed") {
    throw badRequest("0x80060897", "Reactivate entity key is only supported for failed job");
  }
  key.status = "Pending";
  buildIndex(context, table, key);
}

export function deleteKey(context: MetadataContext, table: Table, key: AlternateKey): void {
  context.metadata.removeKey(table.logicalName, key.logicalName);
  forgetComponent(context, key.metadataId);
}

/** Pending, then InProgress, then Active, or Failed when rows hold the same values. A key deleted meanwhile stays so. */
function buildIndex({ clock, keyIndexMs, rows }: MetadataContext, table: Table, key: AlternateKey): void {
  const isThere = () => table.keys.get(key.logicalName) === key;
  const after = (durationMs: number, work: () => void) =>
    setTimeout(() => isThere() && work(), clock.scaled(durationMs)).unref();
  // One after the other: of two timers of different lengths a busy process may serve the longer one first.
  after(keyIndexMs / 3, () => {
    key.status = "InProgress";
    after((keyIndexMs * 2) / 3, () => {
      key.status = rows.hasDuplicates(table.logicalName, key.columns) ? "Failed" : "Active";
    });
  });
}

function readKeyColumns(context: MetadataContext, table: Table, body: Body): string[] {
  const names = body.KeyAttributes;
  if (!Array.isArray(names) || names.length === 0 || names.length > maxColumns) {
    throw invalidKey(`KeyAttributes must list 1 to ${maxColumns} attributes`);
  }
  const columns = names.map((name) => {
    const column = table.columns.get(String(name));
    if (column === undefined) throw badRequest("0x80041103", "The specified attribute does not exist on this entity.");
    checkPropagated(context, column);
    return column;
  });
  const bytes = columns.reduce((sum, column) => sum + indexBytes(column), 0);
  if (bytes > maxIndexBytes) {
    throw badRequest(
      "0x80060895",
      `Index size exceeded the size limit of ${maxIndexBytes} bytes. The key is too large. Try removing some columns or making the strings in string columns shorter.`,
    );
  }
  return columns.map(({ logicalName }) => logicalName);
}

function indexBytes({ type, maxLength = 100, logicalName }: Column): number {
  const bytes = type === "String" ? maxLength * 2 : bytesPerType[type];
  if (bytes === undefined) throw invalidKey(`attributes of the type of '${logicalName}' cannot be part of a key`);
  return bytes;
}

const sameNames = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && left.every((name) => right.includes(name));

const invalidKey = (reason: string) => badRequest("0x8006088f", `Invalid EntityKey Operation performed : ${reason}`);
