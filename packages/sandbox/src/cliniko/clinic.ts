import { bookedResources, createBookingView } from "./calendar.ts";
import { createChangedRows } from "./changed-rows.ts";
import { type CustomFieldSection, usualSections } from "./custom-fields.ts";
import { createGeneratedRows } from "./generated-rows.ts";
import type { HiddenState, ResourceName } from "./resources.ts";
import { instant, link, linkedId, type Row } from "./row.ts";
import { listTraps, type Trap } from "./traps.ts";
import { type Reference, sizesFor } from "./world.ts";

export interface ClinicOptions {
  readonly seed: number;
  /** At least 60; everything else follows in proportion. */
  readonly patients: number;
  /** The clinic's present, milliseconds since 1970; appointments lie on both sides of it. 30 June 2026 unless given. */
  readonly now?: number;
  /** What the account asks its patients; a few fields of every type unless given. */
  readonly customFields?: readonly CustomFieldSection[];
}

/** A clinic whose rows are computed when asked for; only changes are kept. Row 0 of a resource is its oldest. */
export interface Clinic {
  readonly seed: number;
  readonly nowMs: number;
  readonly traps: readonly Trap[];
  readonly customFields: readonly CustomFieldSection[];
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
  /** Rows that link to a record, oldest first. Not for bookings, which are a view. */
  linkedTo(resource: ResourceName, field: string, id: string): readonly number[];
  /** Rows that were changed or added since the clinic was generated. */
  changedRows(resource: ResourceName): readonly number[];
  /** Replaces fields of a row and moves its `updated_at`. */
  change(resource: ResourceName, index: number, fields: Row, atMs: number): void;
  /** Appends a row and returns its index. */
  add(resource: ResourceName, fields: Row, atMs: number): number;
  /** Deletes a row for good: no list, filter or address shows it again. Its index stays its own. */
  remove(resource: ResourceName, index: number): void;
  readonly hasRemovals: boolean;
  isRemoved(resource: ResourceName, index: number): boolean;
}

const defaultNowMs = Date.UTC(2026, 5, 30);

/** Builds a deterministic clinic: the same seed, size and present give the same rows, byte for byte. */
export function generateClinic(options: ClinicOptions): Clinic {
  if (!(options.patients >= 60)) throw new RangeError("a clinic has at least 60 patients");
  const nowMs = wholeSecond(options.now ?? defaultNowMs);
  const sizes = sizesFor(options.patients);
  const customFields = options.customFields ?? usualSections;
  const generated = createGeneratedRows(options.seed, nowMs, sizes, customFields);
  const changes = createChangedRows();
  const bookings = createBookingView(sizes);

  const sourceOf = (resource: ResourceName, index: number): Reference =>
    resource === "bookings" ? bookings.sourceOf(index) : { resource, index };
  const count = (resource: ResourceName): number =>
    resource === "bookings"
      ? bookings.count + changes.added("individual_appointments")
      : generated.count(resource) + changes.added(resource);

  const createdMs = (resource: ResourceName, index: number): number => {
    const source = sourceOf(resource, index);
    return changes.get(source)?.createdMs ?? generated.createdMs(source);
  };
  const rowOf = (resource: ResourceName, index: number): Row => {
    if (!(index >= 0 && index < count(resource))) throw new RangeError(`no row ${index} in ${resource}`);
    const source = sourceOf(resource, index);
    const row = changes.get(source)?.row ?? generated.rowOf(source);
    return resource === "bookings" ? { ...row, ...link(`bookings/${row.id}`) } : row;
  };
  const linkedIdOf = (resource: ResourceName, index: number, field: string): string | undefined => {
    const source = sourceOf(resource, index);
    const changed = changes.get(source);
    return changed === undefined ? generated.linkedIdOf(source, field) : linkedId(changed.row[field]);
  };
  const changedRows = (resource: ResourceName): readonly number[] =>
    resource === "bookings"
      ? bookedResources.flatMap((source) =>
          changes.indexes(source).map((index) => bookings.indexOf({ resource: source, index })),
        )
      : changes.indexes(resource);

  return {
    seed: options.seed,
    nowMs,
    traps: listTraps(generated.idOf),
    customFields,
    get revision() {
      return changes.revision;
    },
    count,
    rowOf,
    idOf: (resource, index) => {
      const source = sourceOf(resource, index);
      return generated.idOf(source.resource, source.index);
    },
    indexOf: (resource, id) => {
      const source = generated.parseId(id);
      if (source === undefined || source.index >= count(source.resource) || changes.isRemoved(source)) return undefined;
      if (source.resource === resource) return source.index;
      const isBooking = resource === "bookings" && bookedResources.some((booked) => booked === source.resource);
      return isBooking ? bookings.indexOf(source) : undefined;
    },
    createdMs,
    updatedMs: (resource, index) => {
      const source = sourceOf(resource, index);
      return changes.get(source)?.updatedMs ?? generated.updatedMs(source);
    },
    hiddenAt: (resource, index, state) => {
      const source = sourceOf(resource, index);
      const changed = changes.get(source);
      if (changed === undefined) return generated.hiddenAt(source, state);
      const value = changed.row[state];
      return typeof value === "string" ? value : null;
    },
    linkedIdOf,
    linkedTo: (resource, field, id) => {
      const target = generated.parseId(id);
      const known = target === undefined ? [] : generated.linkedTo(resource, field, target);
      const isThere = (index: number) => !changes.isRemoved({ resource, index });
      const changed = new Set(changedRows(resource));
      if (changed.size === 0) return changes.hasRemovals ? known.filter(isThere) : known;
      const now = [...changed].filter((index) => linkedIdOf(resource, index, field) === id);
      const all = [...known.filter((index) => !changed.has(index)), ...now];
      return all.filter(isThere).sort((one, other) => one - other);
    },
    changedRows,
    change: (resource, index, fields, changedMs) => {
      const updatedMs = wholeSecond(changedMs);
      const row = { ...rowOf(resource, index), ...fields, updated_at: instant(updatedMs) };
      changes.put({ resource, index }, { row, createdMs: createdMs(resource, index), updatedMs }, false);
    },
    add: (resource, fields, addedMs) => {
      const index = count(resource);
      // Rows stay in the order of their creation, whatever the clock says.
      const atMs = Math.max(wholeSecond(addedMs), createdMs(resource, index - 1));
      const id = generated.idOf(resource, index);
      const own = { id, created_at: instant(atMs), updated_at: instant(atMs), ...link(`${resource}/${id}`) };
      changes.put({ resource, index }, { row: { ...fields, ...own }, createdMs: atMs, updatedMs: atMs }, true);
      return index;
    },
    remove: (resource, index) => changes.remove(sourceOf(resource, index)),
    get hasRemovals() {
      return changes.hasRemovals;
    },
    isRemoved: (resource, index) => changes.isRemoved(sourceOf(resource, index)),
  };
}

function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
