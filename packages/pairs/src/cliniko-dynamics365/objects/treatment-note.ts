import {
  archivedState,
  created,
  define,
  logicalName,
  type ObjectDefinition,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import {
  constant,
  each,
  equals,
  field,
  filled,
  firstOf,
  join,
  meta,
  not,
  optionalReference,
  ownerOf,
  reference,
  transform,
  when,
} from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";
import { bookingJoins } from "./booking-expressions.ts";

const joins = [
  ...bookingJoins.filter(({ alias }) => alias !== "practitioner"),
  { kind: "many", alias: "attendees", object: "attendees", foreignKey: "booking", by: "booking" },
  { kind: "one", alias: "template", objects: ["treatment_note_templates"], by: "treatment_note_template" },
] as const;

/** Old notes name the appointment alone: when it is a single one, its attendee is the only one there can be. */
const attendee = firstOf(
  field("attendee"),
  when(
    filled(field("@booking.patient")),
    each(field("@attendees"), meta("id", "."), { where: not(filled(meta("removedAt", "."))), at: 0 }),
  ),
);

/** The note itself, word for word; longer than the column goes on in continuation notes. */
export function treatmentNote(options: PairOptions): ObjectDefinition {
  return define({
    key: "treatment-note",
    title: "Treatment notes",
    reportsAs: "Treatment note",
    source: { object: "treatment_notes", joins },
    table: "annotation",
    split: { column: "notetext", subject: "subject" },
    fields: [
      to("subject", subject(options)),
      to(
        "notetext",
        join([field("title"), transform("noteText", [field("content")])], "\n\n"),
        "Formatting becomes plain text; body charts are named but stay in Cliniko.",
      ),
      to("isdocument", constant(false)),
      to("objectid", reference("patient", "contact", field("patient"))),
      to("ownerid", ownerOf(field("practitioner"))),
      created,
    ],
  });
}

/** Notes take no columns of ours: what they cannot hold stands in a row beside them. */
export function treatmentNoteRecord(options: PairOptions): ObjectDefinition {
  const { prefix } = options;
  const own = ownColumns(prefix);
  const table = (name: string) => logicalName(prefix, name);
  return define({
    key: "treatment-note-record",
    title: "Treatment note details",
    reportsAs: "Treatment note",
    source: { object: "treatment_notes", joins },
    table: table("TreatmentNote"),
    overflow: table("Overflow"),
    fields: [
      to(table("Name"), subject(options)),
      ...provenance(own, "treatment-note-record"),
      own.text("ClinikoID", 32, meta("id")),
      own.lookup("Patient", "contact", reference("patient", "contact", field("patient"))),
      own.lookup("Appointment", table("Appointment"), optionalReference("appointment", table("Appointment"), attendee)),
      own.lookup(
        "Practitioner",
        table("Practitioner"),
        reference("practitioner", table("Practitioner"), field("practitioner")),
      ),
      own.text("Title", 500, field("title")),
      own.text("AuthorName", 255, field("author_name")),
      own.text("Template", 255, field("@template.name")),
      own.boolean("IsDraft", field("draft")),
      own.instant("FinalizedAt", field("finalized_at")),
      own.instant("PinnedAt", field("pinned_at")),
      own.instant("ClinikoCreatedAt", meta("createdAt")),
      own.instant("ClinikoUpdatedAt", meta("updatedAt")),
      to("ownerid", ownerOf(field("practitioner"))),
      created,
    ],
    finish: archivedState,
  });
}

/** Appointment type and date; drafts and archived notes say so, because a note has no state. */
function subject({ timeZone }: PairOptions) {
  const mark = join([
    when(filled(meta("removedAt")), constant("[Archived]")),
    when(equals(field("draft"), true), constant("[Draft]")),
  ]);
  const what = firstOf(field("@type.name"), field("title"), constant("Treatment note"));
  const day = transform(
    "date",
    [firstOf(field("@booking.starts_at"), meta("createdAt")), field("@business.time_zone_identifier")],
    { timeZone },
  );
  return join([mark, join([what, transform("formatInstant", [day])], " – ")]);
}
