import { define, type ObjectDefinition, to } from "../definition.ts";
import {
  constant,
  environment,
  fallbackOwner,
  field,
  firstOf,
  join,
  meta,
  reference,
  transform,
} from "../expressions.ts";
import { filesFolder } from "../files-folder.ts";

/** Id of the one derived site record, see derived.ts. */
export const siteId = "site";

const location = "sharepointdocumentlocation";

/** The site, its library and the folder of all patients: Dynamics finds a patient's folder through these. */
export function sharePointRoots(): readonly ObjectDefinition[] {
  const source = { object: "sharepoint_site" };
  return [
    define({
      key: "sharepoint-site",
      title: "SharePoint site",
      reportsAs: "Attachment",
      source,
      table: "sharepointsite",
      fields: [
        to("name", constant("Cliniko files")),
        to("absoluteurl", environment("siteUrl")),
        to("ownerid", fallbackOwner),
      ],
    }),
    define({
      key: "document-library",
      title: "Document library",
      reportsAs: "Attachment",
      source,
      table: location,
      fields: [
        to("name", constant("Document library")),
        to("relativeurl", firstOf(environment("libraryName"), constant("Shared Documents"))),
        to("parentsiteorlocation", reference("sharepoint-site", "sharepointsite", constant(siteId))),
        to("ownerid", fallbackOwner),
      ],
    }),
    define({
      key: "patient-files",
      title: "Folder of all patients",
      reportsAs: "Attachment",
      source,
      table: location,
      fields: [
        to("name", constant(filesFolder)),
        to("relativeurl", constant(filesFolder)),
        to("parentsiteorlocation", reference("document-library", location, constant(siteId))),
        to("ownerid", fallbackOwner),
      ],
    }),
  ];
}

/** The folder of a patient who has files, shown on the contact. */
export function patientFolder(): ObjectDefinition {
  const contact = reference("patient", "contact", field("patient"));
  const name = join([field("@patient.first_name"), field("@patient.last_name")]);
  return define({
    key: "patient-folder",
    title: "Patients' folders",
    reportsAs: "Attachment",
    source: {
      object: "patient_folder",
      joins: [{ kind: "one", alias: "patient", objects: ["patients"], by: "patient" }],
    },
    table: location,
    fields: [
      to("name", firstOf(name, meta("id"))),
      // No name in it: patients are renamed and merged, their files stay where they are.
      to("relativeurl", transform("folderName", [constant(null), contact])),
      to("parentsiteorlocation", reference("patient-files", location, constant(siteId))),
      to("regardingobjectid", contact),
      to("ownerid", fallbackOwner),
    ],
  });
}
