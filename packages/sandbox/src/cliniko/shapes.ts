import { createCalendar } from "./calendar.ts";
import type { ResourceName } from "./resources.ts";
import { appointmentShapes } from "./shapes/appointments.ts";
import { attendeeShape } from "./shapes/attendees.ts";
import { billingShapes } from "./shapes/billing.ts";
import { catalogueShapes } from "./shapes/catalogue.ts";
import { clinicalShapes } from "./shapes/clinical.ts";
import { contactShapes } from "./shapes/contacts.ts";
import { correspondenceShapes } from "./shapes/correspondence.ts";
import { patientShape } from "./shapes/patients.ts";
import { peopleShapes } from "./shapes/people.ts";
import { relationShapes } from "./shapes/relations.ts";
import { rosterShapes } from "./shapes/rosters.ts";
import type { Shape, World } from "./world.ts";

/** Every resource's shape. Bookings are a view, so theirs is empty. */
export function createShapes(
  world: World,
  latestBooking: (patient: number) => number | undefined,
): { readonly [resource in ResourceName]: Shape } {
  const calendar = createCalendar(world);
  const patientOf = (appointment: number) =>
    ({ resource: "patients", index: calendar.patientOf(appointment) }) as const;
  return {
    ...peopleShapes(world),
    ...rosterShapes(world),
    ...catalogueShapes(world),
    ...contactShapes(world),
    ...appointmentShapes(world, calendar),
    attendees: attendeeShape(world, calendar),
    ...clinicalShapes(world, patientOf),
    ...relationShapes(world),
    ...billingShapes(world, patientOf),
    ...correspondenceShapes(world),
    patients: patientShape(world, latestBooking),
    bookings: { count: 0, body: () => ({}) },
  };
}
