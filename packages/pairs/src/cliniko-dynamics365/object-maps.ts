import type { ObjectMap } from "@flit/core/mapping";
import type { ObjectDefinition, ReportObject } from "./definition.ts";
import { appointment, appointmentTask } from "./objects/appointment.ts";
import { appointmentType } from "./objects/appointment-type.ts";
import { communicationEmail, communicationOther, communicationPhoneCall } from "./objects/communication.ts";
import { company } from "./objects/company.ts";
import { contactPerson } from "./objects/contact-person.ts";
import { insuranceProfile } from "./objects/insurance-profile.ts";
import { invoice, invoiceLine } from "./objects/invoice.ts";
import { patient } from "./objects/patient.ts";
import { practitioner, practitionerContact } from "./objects/practitioner.ts";
import { billableItem, billableItemPrice, priceList, product, productPrice } from "./objects/product.ts";
import { patientFolder, sharePointRoots } from "./objects/sharepoint.ts";
import { treatmentNote, treatmentNoteRecord } from "./objects/treatment-note.ts";
import type { PairOptions } from "./pair-options.ts";

/** The curated map of Cliniko to Dynamics 365 Sales, as proposed before people change it. */
export function objectMaps(options: PairOptions): readonly ObjectMap[] {
  return definitions(options).map(({ map }) => map);
}

/** Maps with the columns they declare and the product object they belong to. */
export function definitions(options: PairOptions): readonly ObjectDefinition[] {
  return [
    appointmentType(options),
    company(options),
    contactPerson(options),
    patient(options),
    practitionerContact(options),
    practitioner(options),
    priceList(),
    product(options),
    productPrice(),
    ...(options.billableItemsAsProducts ? [billableItem(options), billableItemPrice()] : []),
    insuranceProfile(options),
    appointmentTask(options),
    appointment(options),
    treatmentNote(options),
    treatmentNoteRecord(options),
    invoice(options),
    invoiceLine(options),
    communicationEmail(options),
    communicationPhoneCall(options),
    communicationOther(options),
    ...(options.sharePoint ? [...sharePointRoots(), patientFolder()] : []),
  ];
}

/** Which of the product's objects each mapping counts for, files included. */
export function reportObjects(options: PairOptions): { readonly [mapping: string]: ReportObject } {
  const entries = definitions(options).map(({ map, reportsAs }): [string, ReportObject] => [map.key, reportsAs]);
  return { ...Object.fromEntries(entries), attachment: "Attachment" };
}
