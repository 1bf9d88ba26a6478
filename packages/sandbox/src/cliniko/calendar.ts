import { type Draw, pick } from "./draw.ts";
import type { Row } from "./row.ts";
import { patientAt, type Reference, type Sizes, sizesFor, type World } from "./world.ts";

/** 31 is missing from the specification and 99 from everything. */
const reasons = [31, 99, 10, 20, 30, 40, 50, 60];
const reasonNames: { readonly [code: number]: string } = {
  10: "Feeling better",
  20: "Condition worse",
  30: "Sick",
  31: "COVID-19 related",
  40: "Away",
  50: "Other",
  60: "Work",
};
const bookingsPerBlock = 12;
const peoplePerBlock = 14;
/** Every twelfth appointment begins a case, the sixth being the first. */
const appointmentsPerCase = 12;
const firstOfCase = 5;

/** A place in an appointment: the only one of an individual appointment, or one of four of a group appointment. */
export type Seat =
  | { readonly kind: "individual"; readonly appointment: number }
  | { readonly kind: "group"; readonly block: number; readonly place: number };

/** Who is where when: what appointments and their attendees have to agree on. */
export interface Calendar {
  readonly draw: Draw;
  ageOfIndividual(index: number): number;
  ageOfGroup(block: number): number;
  ageOfUnavailable(block: number): number;
  patientOf(appointment: number): number;
  patientInGroup(block: number, place: number): number;
  isCancelled(appointment: number): boolean;
  isArchived(appointment: number): boolean;
  isGroupArchived(block: number): boolean;
  caseOf(appointment: number): Reference | undefined;
}

export function createCalendar(world: World): Calendar {
  const { blocks, patients } = world.sizes;
  const draw = world.draw("appointments");
  const total = blocks * bookingsPerBlock;
  const ageOfIndividual = (index: number) => (Math.floor(index / 10) * bookingsPerBlock + (index % 10)) / total;
  const ageOfGroup = (block: number) => (block * bookingsPerBlock + 10) / total;
  return {
    draw,
    ageOfIndividual,
    ageOfGroup,
    ageOfUnavailable: (block) => (block * bookingsPerBlock + 11) / total,
    patientOf: (index) => patientAt(ageOfIndividual(index), draw(index, "patient"), patients),
    patientInGroup: (block, place) => patientAt(ageOfGroup(block), draw(block, "group") + place * 7, patients),
    isCancelled: (index) => index === 1 || index === 2 || draw(index, "cancelled") % 11 === 0,
    isArchived: (index) => index === 2 || index === 3 || draw(index, "archived") % 53 === 0,
    isGroupArchived: (block) => block === 2 || draw(block, "group-archived") % 41 === 0,
    caseOf: (appointment) => {
      const index = (appointment - firstOfCase) / appointmentsPerCase;
      const isCase = Number.isInteger(index) && index >= 0 && index < caseCount(patients);
      return isCase ? { resource: "patient_cases", index } : undefined;
    },
  };
}

/** What a cancelled or kept appointment, or a place in one, says about it. */
export function cancellation(draw: Draw, index: number, isCancelled: boolean, updatedAt: string): Row {
  const reason = isCancelled ? pick(reasons, index === 1 ? 0 : index === 2 ? 1 : draw(index, "reason")) : null;
  return {
    cancelled_at: isCancelled ? updatedAt : null,
    cancellation_reason: reason,
    cancellation_reason_description: reason === null ? "" : (reasonNames[reason] ?? null),
    cancellation_note: isCancelled && index % 2 === 0 ? "Called reception" : "",
  };
}

/** How many patient cases a clinic of that size keeps: never more than it has appointments to begin them with. */
export function caseCount(patients: number): number {
  const most = Math.ceil((sizesFor(patients).individual - firstOfCase) / appointmentsPerCase);
  return Math.min(most, Math.max(20, Math.round(patients / 10)));
}

/** The appointment a case begins with. */
export function firstAppointmentOf(patientCase: number): number {
  return patientCase * appointmentsPerCase + firstOfCase;
}

/** The attendee of an individual appointment. */
export function attendeeOf(appointment: number): number {
  return Math.floor(appointment / 10) * peoplePerBlock + (appointment % 10);
}

/** The place an attendee takes. */
export function seatOf(attendee: number): Seat {
  const block = Math.floor(attendee / peoplePerBlock);
  const place = attendee % peoplePerBlock;
  return place < 10
    ? { kind: "individual", appointment: block * 10 + place }
    : { kind: "group", block, place: place - 10 };
}

/** Bookings show ten individual appointments, then a group one and an unavailable block, over and over. */
export interface BookingView {
  readonly count: number;
  sourceOf(booking: number): Reference;
  indexOf(source: Reference): number;
}

/** Appointments added later follow at the end. */
export function createBookingView({ blocks, individual }: Sizes): BookingView {
  const count = blocks * bookingsPerBlock;
  return {
    count,
    sourceOf: (booking) => {
      if (booking >= count) return { resource: "individual_appointments", index: individual + booking - count };
      const block = Math.floor(booking / bookingsPerBlock);
      const place = booking % bookingsPerBlock;
      if (place < 10) return { resource: "individual_appointments", index: block * 10 + place };
      return { resource: place === 10 ? "group_appointments" : "unavailable_blocks", index: block };
    },
    indexOf: ({ resource, index }) => {
      if (resource === "group_appointments") return index * bookingsPerBlock + 10;
      if (resource === "unavailable_blocks") return index * bookingsPerBlock + 11;
      if (index >= individual) return count + index - individual;
      return Math.floor(index / 10) * bookingsPerBlock + (index % 10);
    },
  };
}

/** The resources that bookings show. */
export const bookedResources = ["individual_appointments", "group_appointments", "unavailable_blocks"] as const;
