import type { MetadataContext } from "./metadata-context.ts";
import type { PathStep } from "./metadata-path.ts";
import { type AlternateKey, type Column, DataverseError, type Relationship, type Table } from "./model.ts";

/** Finders refuse with 404 what does not exist; a reader also does not find what has not propagated yet. */
export interface Finder {
  table(step: PathStep): Table;
  column(table: Table, step: PathStep): Column;
  key(table: Table, step: PathStep): AlternateKey;
  relationship(step: PathStep): Relationship;
}

/** Looks parts up by LogicalName, SchemaName or MetadataId. `isStrong` sees everything at once. */
export function createFinder({ metadata }: MetadataContext, isStrong: boolean): Finder {
  const pick = <Part extends Named>(parts: Iterable<Part>, step: PathStep, kind: string): Part => {
    const [property = "", value = ""] = [...step.arguments][0] ?? [];
    for (const part of parts) {
      if (names[property]?.(part) === value.toLowerCase() && (isStrong || metadata.isVisible(part.createdAtMs))) {
        return part;
      }
    }
    throw new DataverseError(404, "0x80040217", `Could not find ${kind} with ${property || "MetadataId"} = ${value}`);
  };
  return {
    table: (step) => pick(metadata.tables.values(), step, "an entity"),
    column: (table, step) => pick(table.columns.values(), step, "an attribute"),
    key: (table, step) => pick(table.keys.values(), step, "an entity key"),
    relationship: (step) => pick(metadata.relationships.values(), step, "a relationship"),
  };
}

/** A metadata write reaches a "server" that does not know this part yet: the platform's own unspecific answer. */
export function checkPropagated(
  { metadata }: MetadataContext,
  part: { createdAtMs: number; logicalName: string },
): void {
  if (metadata.isVisible(part.createdAtMs)) return;
  throw new DataverseError(
    500,
    "0x80040216",
    `An unexpected error occurred. '${part.logicalName}' was not found in the MetadataCache.`,
  );
}

interface Named {
  readonly metadataId: string;
  readonly schemaName: string;
  readonly logicalName?: string;
  readonly createdAtMs: number;
}

const names: Readonly<Record<string, (part: Named) => string | undefined>> = {
  "": (part) => part.metadataId,
  MetadataId: (part) => part.metadataId,
  LogicalName: (part) => part.logicalName,
  SchemaName: (part) => part.schemaName.toLowerCase(),
};
