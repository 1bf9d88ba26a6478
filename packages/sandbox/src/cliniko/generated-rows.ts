import { creationTimes, longestDeltaMs } from "./creation-times.ts";
import type { CustomFieldSection } from "./custom-fields.ts";
import { createDraw } from "./draw.ts";
import { createIds } from "./ids.ts";
import { createLinkLookup } from "./link-lookup.ts";
import { filterType, type HiddenState, type ResourceName } from "./resources.ts";
import { instant, type Json, link, type Row } from "./row.ts";
import { createShapes } from "./shapes.ts";
import { createWorld, type Reference, type Sizes } from "./world.ts";

/** The clinic as it was made, before any change; every answer is computed from the index alone. */
export interface GeneratedRows {
  idOf(resource: ResourceName, index: number): string;
  parseId(id: string): Reference | undefined;
  count(resource: ResourceName): number;
  createdMs(row: Reference): number;
  updatedMs(row: Reference): number;
  hiddenAt(row: Reference, state: HiddenState): string | null;
  linkedIdOf(row: Reference, field: string): string | undefined;
  /** Rows that link to a record, oldest first. */
  linkedTo(resource: ResourceName, field: string, target: Reference): readonly number[];
  rowOf(row: Reference): Row;
}

/** Links that name a family instead of the resource: bookings show three, the retired appointments the individual ones. */
const families: { readonly [field: string]: string } = {
  booking: "bookings",
  latest_booking: "bookings",
  appointment: "appointments",
};

export function createGeneratedRows(
  seed: number,
  nowMs: number,
  sizes: Sizes,
  customFields: readonly CustomFieldSection[],
): GeneratedRows {
  const { idOf, parse } = createIds(seed);
  const times = creationTimes(seed, nowMs, sizes.patients);
  const updateDraw = createDraw(seed, "updates");

  const createdMs = ({ resource, index }: Reference): number => {
    const shape = shapes[resource];
    return times.at(shape.age?.(index) ?? index / shape.count);
  };
  const updatedMs = (row: Reference): number => {
    const drawn = updateDraw(row.index, row.resource);
    const deltaMs = (drawn % 10 < 7 ? drawn % 3_600 : drawn % (longestDeltaMs / 1000)) * 1000;
    return Math.min(nowMs, createdMs(row) + deltaMs);
  };
  const hiddenAt = (row: Reference, state: HiddenState): string | null => {
    const shape = shapes[row.resource];
    const isHidden = (state === "archived_at" ? shape.isArchived : shape.isCancelled)?.(row.index) ?? false;
    // Hiding a row is the last that happened to it.
    return isHidden ? instant(updatedMs(row)) : null;
  };
  const linkedTo = (resource: ResourceName, field: string, target: Reference) => lookup(resource, field, target);

  const world = createWorld({
    seed,
    nowMs,
    sizes,
    customFields,
    idOf,
    createdMs: (resource, index) => createdMs({ resource, index }),
  });
  const shapes = createShapes(world, (index) =>
    linkedTo("individual_appointments", "patient", { resource: "patients", index }).at(-1),
  );
  const lookup = createLinkLookup((resource) => shapes[resource]);

  return {
    idOf,
    parseId: parse,
    count: (resource) => shapes[resource].count,
    createdMs,
    updatedMs,
    hiddenAt,
    linkedIdOf: ({ resource, index }, field) => {
      const target = shapes[resource].links?.[field]?.(index);
      return target === undefined ? undefined : idOf(target.resource, target.index);
    },
    linkedTo,
    rowOf: (row) => {
      const { resource, index } = row;
      const shape = shapes[resource];
      const id = idOf(resource, index);
      const updatedAt = instant(updatedMs(row));
      const archivedAt = hiddenAt(row, "archived_at");
      const links: { [field: string]: Json } = {};
      for (const [field, linkOf] of Object.entries(shape.links ?? {})) {
        const target = linkOf(index);
        if (target !== undefined)
          links[field] = link(`${families[field] ?? target.resource}/${idOf(target.resource, target.index)}`);
      }
      return {
        id,
        created_at: instant(createdMs(row)),
        updated_at: updatedAt,
        ...(filterType(resource, "archived_at") !== undefined && { archived_at: archivedAt }),
        // Whether deletion is archival by its old name is undocumented; here it is.
        ...(filterType(resource, "deleted_at") !== undefined && { deleted_at: archivedAt }),
        ...shape.body(index, id, updatedAt),
        ...links,
        ...link(`${resource}/${id}`),
      };
    },
  };
}
