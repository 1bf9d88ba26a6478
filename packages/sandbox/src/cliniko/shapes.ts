import type { ResourceName } from "./resources.ts";
import { appointmentShapes } from "./shapes/appointments.ts";
import { billingShapes } from "./shapes/billing.ts";
import { catalogueShapes } from "./shapes/catalogue.ts";
import { clinicalShapes } from "./shapes/clinical.ts";
import { contactShapes } from "./shapes/contacts.ts";
import { correspondenceShapes } from "./shapes/correspondence.ts";
import { patientShape } from "./shapes/patients.ts";
import { peopleShapes } from "./shapes/people.ts";
import type { Shape, World } from "./world.ts";

/** Every resource's shape. Bookings are a view, so theirs is empty. */
export function createShapes(
  world: World,
  latestBooking: (patient: number) => number | undefined,
): { readonly [resource in ResourceName]: Shape } {
  const appointments = appointmentShapes(world);
  const patientOf = (appointment: number) => appointments.individual_appointments.links?.["patient"]?.(appointment);
  return {
    ...peopleShapes(world),
    ...catalogueShapes(world),
    ...contactShapes(world),
    ...appointments,
    ...clinicalShapes(world, patientOf),
    ...billingShapes(world, patientOf),
    ...correspondenceShapes(world),
    patients: patientShape(world, latestBooking),
    bookings: { count: 0, body: () => ({}) },
  };
}
