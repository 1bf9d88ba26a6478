import { type CreationTimes, creationTimes, longestDeltaMs } from "./creation-times.ts";
import { createDraw } from "./draw.ts";
import { createIds } from "./ids.ts";
import { createLinkLookup } from "./link-lookup.ts";
import { type HiddenState, type ResourceName, filterType } from "./resources.ts";
import { type Row, instant, link, linkedId } from "./row.ts";
import { bookingAt } from "./shapes/appointments.ts";
import { createShapes } from "./shapes.ts";
import { type Trap, listTraps } from "./traps.ts";
import { type Reference, createWorld, sizesFor } from "./world.ts";

export interface ClinicOptions {
  readonly seed: number;
  /** At least 60; everything else follows in proportion. */
  readonly patients: number;
  /** The clinic's present, milliseconds since 1970; appointments lie on both sides of it. 30 June 2026 unless given. */
  readonly now?: number;
}

/** A clinic whose rows are computed when asked for; only changes are kept. Row 0 of a resource is its oldest. */
export interface Clinic {
  readonly seed: number;
  readonly nowMs: number;
  readonly traps: readonly Trap[];
  /** Grows with every change. */
  readonly revision: number;
  count(resource: ResourceName): number;
  rowOf(resource: ResourceName, index: number): Row;
  idOf(resource: ResourceName, index: number): string;
  /** Undefined when the id belongs to no row of that resource. */
  indexOf(resource: ResourceName, id: string): number | undefined;
  createdMs(resource: ResourceName, index: number): number;
  updatedMs(resource: ResourceName, index: number): number;
  /** When a row was archived or cancelled; null when it was not. */
  hiddenAt(resource: ResourceName, index: number, state: HiddenState): string | null;
  /** The id a row links to by a field; undefined without one. */
  linkedIdOf(resource: ResourceName, index: number, field: string): string | undefined;
  /** Rows that link to a record, oldest first. */
  linkedTo(resource: ResourceName, field: string, id: string): readonly number[];
  /** Rows that were changed or added since the clinic was generated. */
  changedRows(resource: ResourceName): readonly number[];
  /** Replaces fields of a row and moves its `updated_at`. */
  change(resource: ResourceName, index: number, fields: Row, atMs: number): void;
  /** Appends a row and returns its index. */
  add(resource: ResourceName, fields: Row, atMs: number): number;
}

interface StoredRow {
  readonly row: Row;
  readonly createdMs: number;
  readonly updatedMs: number;
}

const defaultNowMs = Date.UTC(2026, 5, 30);

/** Builds a deterministic clinic: the same seed, size and present give the same rows, byte for byte. */
export function generateClinic(options: ClinicOptions): Clinic {
  if (!(options.patients >= 60)) throw new RangeError("a clinic has at least 60 patients");
  const { seed } = options;
  const nowMs = wholeSecond(options.now ?? defaultNowMs);
  const sizes = sizesFor(options.patients);
  const ids = createIds(seed);
  const stored = new Map<ResourceName, Map<number, StoredRow>>();
  const added = new Map<ResourceName, number>();
  let revision = 0;

  const world = createWorld({
    seed,
    nowMs,
    sizes,
    idOf: ids.idOf,
    createdMs: (resource, index) => createdMs(resource, index),
  });
  const shapes = createShapes(world, (patient) =>
    linkedTo("individual_appointments", "patient", ids.idOf("patients", patient)).at(-1),
  );
  const times: CreationTimes = creationTimes(seed, nowMs, sizes.patients);
  const updateDraw = createDraw(seed, "updates");

  /** Bookings are a view of three other resources; appointments added later follow at its end. */
  const sourceOf = (resource: ResourceName, index: number): Reference => {
    if (resource !== "bookings") return { resource, index };
    const generated = sizes.blocks * 12;
    if (index < generated) return bookingAt(index);
    return { resource: "individual_appointments", index: sizes.individual + index - generated };
  };
  const generatedCount = (resource: ResourceName) =>
    resource === "bookings" ? sizes.blocks * 12 : shapes[resource].count;
  const addedCount = (resource: ResourceName) =>
    added.get(resource === "bookings" ? "individual_appointments" : resource) ?? 0;
  const count = (resource: ResourceName) => generatedCount(resource) + addedCount(resource);
  const storedRow = ({ resource, index }: Reference) => stored.get(resource)?.get(index);

  function createdMs(resource: ResourceName, index: number): number {
    const source = sourceOf(resource, index);
    const shape = shapes[source.resource];
    return storedRow(source)?.createdMs ?? times.at(shape.age?.(source.index) ?? source.index / shape.count);
  }

  function updatedMs(resource: ResourceName, index: number): number {
    const source = sourceOf(resource, index);
    const changed = storedRow(source);
    if (changed !== undefined) return changed.updatedMs;
    const drawn = updateDraw(source.index, source.resource);
    const deltaMs = (drawn % 10 < 7 ? drawn % 3_600 : drawn % (longestDeltaMs / 1000)) * 1000;
    return Math.min(nowMs, createdMs(source.resource, source.index) + deltaMs);
  }

  function hiddenAt(resource: ResourceName, index: number, state: HiddenState): string | null {
    const source = sourceOf(resource, index);
    const changed = storedRow(source);
    if (changed !== undefined) {
      const value = changed.row[state];
      return typeof value === "string" && value !== "" ? value : null;
    }
    const shape = shapes[source.resource];
    const isHidden = (state === "archived_at" ? shape.isArchived : shape.isCancelled)?.(source.index) ?? false;
    return isHidden ? instant(updatedMs(source.resource, source.index)) : null;
  }

  function linkedIdOf(resource: ResourceName, index: number, field: string): string | undefined {
    const source = sourceOf(resource, index);
    const changed = storedRow(source);
    if (changed !== undefined) return linkedId(changed.row[field]);
    const target = shapes[source.resource].links?.[field]?.(source.index);
    return target === undefined ? undefined : ids.idOf(target.resource, target.index);
  }

  const lookup = createLinkLookup((resource) => shapes[resource]);
  function linkedTo(resource: ResourceName, field: string, id: string): readonly number[] {
    if (resource === "bookings") throw new RangeError("bookings are a view");
    const target = ids.parse(id);
    const generated = target === undefined ? [] : lookup(resource, field, target);
    const changed = changedRows(resource);
    if (changed.length === 0) return generated;
    const kept = generated.filter((index) => linkedIdOf(resource, index, field) === id);
    const known = new Set(kept);
    const gained = changed.filter((index) => !known.has(index) && linkedIdOf(resource, index, field) === id);
    return gained.length === 0 ? kept : [...kept, ...gained].sort((one, other) => one - other);
  }

  function changedRows(resource: ResourceName): readonly number[] {
    const sources: readonly ResourceName[] =
      resource === "bookings" ? ["individual_appointments", "group_appointments", "unavailable_blocks"] : [resource];
    return sources.flatMap((source) => {
      const indexes = [...(stored.get(source)?.keys() ?? [])];
      return resource === "bookings" ? indexes.map((index) => bookingIndex(source, index)) : indexes;
    });
  }

  const bookingIndex = (resource: ResourceName, index: number): number => {
    if (resource === "group_appointments") return index * 12 + 10;
    if (resource === "unavailable_blocks") return index * 12 + 11;
    if (index >= sizes.individual) return sizes.blocks * 12 + index - sizes.individual;
    return Math.floor(index / 10) * 12 + (index % 10);
  };

  function rowOf(resource: ResourceName, index: number): Row {
    if (!(index >= 0 && index < count(resource))) throw new RangeError(`no row ${index} in ${resource}`);
    const source = sourceOf(resource, index);
    const row = storedRow(source)?.row ?? generatedRow(source);
    return resource === "bookings" ? { ...row, ...link(`bookings/${row["id"]}`) } : row;
  }

  function generatedRow({ resource, index }: Reference): Row {
    const shape = shapes[resource];
    const id = ids.idOf(resource, index);
    const updatedAt = instant(updatedMs(resource, index));
    const archivedAt = hiddenAt(resource, index, "archived_at");
    const row: { [field: string]: Row[string] } = {
      id,
      created_at: instant(createdMs(resource, index)),
      updated_at: updatedAt,
      ...(filterType(resource, "archived_at") === undefined ? {} : { archived_at: archivedAt }),
      // Whether deletion is archival by its old name is undocumented; here it is.
      ...(filterType(resource, "deleted_at") === undefined ? {} : { deleted_at: archivedAt }),
      ...shape.body(index, id, updatedAt),
    };
    for (const field of Object.keys(shape.links ?? {})) {
      const target = shape.links?.[field]?.(index);
      if (target !== undefined)
        Object.assign(row, { [field]: link(`${target.resource}/${ids.idOf(target.resource, target.index)}`) });
    }
    return { ...row, ...link(`${resource}/${id}`) };
  }

  function store(resource: ResourceName, index: number, row: StoredRow): void {
    const rows = stored.get(resource) ?? new Map<number, StoredRow>();
    stored.set(resource, rows.set(index, row));
    revision += 1;
  }

  function indexOf(resource: ResourceName, id: string): number | undefined {
    const reference = ids.parse(id);
    if (reference === undefined) return undefined;
    const isBooking = ["individual_appointments", "group_appointments", "unavailable_blocks"].includes(
      reference.resource,
    );
    if (reference.resource !== resource && !(resource === "bookings" && isBooking)) return undefined;
    const index = resource === "bookings" ? bookingIndex(reference.resource, reference.index) : reference.index;
    return reference.index < count(reference.resource) ? index : undefined;
  }

  return {
    seed,
    nowMs,
    traps: listTraps(ids.idOf),
    get revision() {
      return revision;
    },
    count,
    rowOf,
    idOf: (resource, index) => {
      const source = sourceOf(resource, index);
      return ids.idOf(source.resource, source.index);
    },
    indexOf,
    createdMs,
    updatedMs,
    hiddenAt,
    linkedIdOf,
    linkedTo,
    changedRows,
    change: (resource, index, fields, changedMs) => {
      const atMs = wholeSecond(changedMs);
      const row = { ...rowOf(resource, index), ...fields, updated_at: instant(atMs) };
      store(resource, index, { row, createdMs: createdMs(resource, index), updatedMs: atMs });
    },
    add: (resource, fields, addedMs) => {
      const index = count(resource);
      // Rows stay in the order of their creation, whatever the clock says.
      const atMs = Math.max(wholeSecond(addedMs), createdMs(resource, index - 1));
      const id = ids.idOf(resource, index);
      const at = instant(atMs);
      added.set(resource, addedCount(resource) + 1);
      const row = { ...fields, id, created_at: at, updated_at: at, ...link(`${resource}/${id}`) };
      store(resource, index, { row, createdMs: atMs, updatedMs: atMs });
      return index;
    },
  };
}

function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
