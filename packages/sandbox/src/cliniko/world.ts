import type { CustomFieldSection } from "./custom-fields.ts";
import { createDraw, type Draw } from "./draw.ts";
import type { ResourceName } from "./resources.ts";
import type { Row } from "./row.ts";

/** Which row another row points to. */
export interface Reference {
  readonly resource: ResourceName;
  readonly index: number;
}

/** How the rows of one resource come about, each from its index alone. Row 0 is the oldest. */
export interface Shape {
  readonly count: number;
  /** How far through the clinic's history a row was created, 0 to 1, never falling; index / count when absent. */
  readonly age?: (index: number) => number;
  /** Links to one record. Cheap: lists are filtered by them without computing rows. */
  readonly links?: { readonly [field: string]: (index: number) => Reference | undefined };
  readonly isArchived?: (index: number) => boolean;
  readonly isCancelled?: (index: number) => boolean;
  /** Everything but id, created_at, updated_at, archived_at, deleted_at and `links`. */
  body(index: number, id: string, updatedAt: string): Row;
}

/** What shapes know of the clinic they belong to. */
export interface World {
  readonly seed: number;
  readonly nowMs: number;
  readonly sizes: Sizes;
  readonly customFields: readonly CustomFieldSection[];
  draw(topic: string): Draw;
  idOf(resource: ResourceName, index: number): string;
  createdMs(resource: ResourceName, index: number): number;
}

/** How many of everything. Appointments come in blocks of ten individual ones, one group and one unavailable block. */
export interface Sizes {
  readonly patients: number;
  readonly blocks: number;
  readonly individual: number;
  readonly attendees: number;
  readonly invoiceBlocks: number;
  readonly invoices: number;
  readonly invoiceItems: number;
  readonly notes: number;
  readonly attachments: number;
  readonly communications: number;
  readonly contacts: number;
  readonly practitioners: number;
  readonly businesses: number;
  readonly appointmentTypes: number;
  readonly billables: number;
  readonly products: number;
}

export function sizesFor(patients: number): Sizes {
  const share = (perPatient: number, least: number) => Math.max(least, Math.round(patients * perPatient));
  const blocks = Math.ceil((patients * 3) / 11);
  const invoiceBlocks = Math.ceil(patients / 4);
  return {
    patients,
    blocks,
    individual: blocks * 10,
    attendees: blocks * 14,
    invoiceBlocks,
    invoices: invoiceBlocks * 9,
    invoiceItems: invoiceBlocks * 13,
    notes: share(2.25, 60),
    attachments: share(0.175, 20),
    communications: share(1.25, 60),
    contacts: share(0.05, 40),
    practitioners: 12,
    businesses: 4,
    appointmentTypes: 15,
    billables: 30,
    products: 60,
  };
}

/** Every 17th patient has no relations at all. */
export function isLonely(patient: number): boolean {
  return patient % 17 === 16;
}

/** A patient who was there at that part of the history, never a lonely one. */
export function patientAt(share: number, drawn: number, patients: number): number {
  const known = Math.max(34, Math.floor(share * patients));
  const chosen = drawn % known;
  return isLonely(chosen) ? chosen - 1 : chosen;
}

export function createWorld(
  options: Pick<World, "seed" | "nowMs" | "sizes" | "customFields" | "idOf" | "createdMs">,
): World {
  return { ...options, draw: (topic) => createDraw(options.seed, topic) };
}
