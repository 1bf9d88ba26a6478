import type { MetadataStore } from "./metadata-store.ts";
import type { AlternateKey, ChoiceOption, Column, Relationship, Table } from "./model.ts";

/** A schema without what differs between two equal ones: ids, times, object type codes and order. */
export interface MetadataSnapshot {
  readonly tables: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
  readonly optionSets: Readonly<Record<string, unknown>>;
}

/** Canonical and JSON-able: equal schemas give deeply equal snapshots with equal JSON text. */
export function metadataSnapshot({ tables, relationships, optionSets }: MetadataStore): MetadataSnapshot {
  return {
    tables: byName(tables.values(), (table) => table.logicalName, tableShape),
    relationships: byName(relationships.values(), (relationship) => relationship.schemaName, relationshipShape),
    optionSets: byName(
      optionSets.values(),
      ({ name }) => name,
      ({ displayName, description, options }) => ({
        displayName,
        description,
        options: sorted(options),
      }),
    ),
  };
}

function tableShape({ metadataId, createdAtMs, raw, objectTypeCode, columns, keys, ...table }: Table) {
  return {
    ...table,
    bulkMessages: table.bulkMessages.toSorted(),
    columns: byName(columns.values(), (column) => column.logicalName, columnShape),
    keys: byName(keys.values(), (key) => key.logicalName, keyShape),
  };
}

function columnShape({ metadataId, createdAtMs, raw, options, targets, ...column }: Column) {
  return {
    ...column,
    ...(options && { options: sorted(options) }),
    ...(targets && { targets: targets.toSorted() }),
  };
}

const keyShape = ({ metadataId, createdAtMs, ...key }: AlternateKey) => key;

const relationshipShape = ({ metadataId, createdAtMs, ...relationship }: Relationship) => relationship;

const sorted = (options: readonly ChoiceOption[]) => options.toSorted((left, right) => left.value - right.value);

function byName<Part>(parts: Iterable<Part>, name: (part: Part) => string, shape: (part: Part) => object) {
  const entries = [...parts].map((part) => [name(part), inOrder(shape(part))] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

const inOrder = (shape: object) =>
  Object.fromEntries(Object.entries(shape).sort(([left], [right]) => (left < right ? -1 : 1)));
