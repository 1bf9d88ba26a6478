import type { Expression, FieldMap, Join } from "@flit/core/mapping";
import { created, define, logicalName, type ObjectDefinition, ownColumns, provenance, to } from "../definition.ts";
import {
  any,
  constant,
  documented,
  each,
  equals,
  fallbackOwner,
  field,
  filled,
  firstOf,
  item,
  join,
  meta,
  not,
  reference,
  when,
} from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";
import { contactKind, lastName, phoneFields } from "./person-fields.ts";

const joins: readonly Join[] = [{ kind: "one", alias: "user", objects: ["users"], by: "user" }];

/** The contact that stores a practitioner's profile; those who are system users need none. */
export function practitionerContact({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    key: "practitioner-contact",
    title: "Practitioners' profiles",
    reportsAs: "Practitioner",
    source: { object: "practitioners", joins },
    table: "contact",
    overflow: logicalName(prefix, "Overflow"),
    matchOwner: meta("id"),
    fields: [
      ...provenance(own, "practitioner-contact"),
      contactKind(own, "Practitioner"),
      to("firstname", field("first_name")),
      to("lastname", lastName),
      to("salutation", field("title")),
      to("jobtitle", field("designation")),
      to("emailaddress1", field("@user.email")),
      ...phoneFields(own, "@user.phone_numbers"),
      to("description", field("description")),
      to("ownerid", fallbackOwner),
      created,
    ],
    finish: activeState,
  });
}

/** Practitioners who are no system users, former ones included. */
export function practitioner({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    key: "practitioner",
    title: "Practitioners",
    reportsAs: "Practitioner",
    source: {
      object: "practitioners",
      joins: [
        ...joins,
        { kind: "many", alias: "numbers", object: "practitioner_reference_numbers", foreignKey: "practitioner" },
        { kind: "many", alias: "hours", object: "daily_availabilities", foreignKey: "practitioner" },
        { kind: "one", alias: "type", objects: ["appointment_types"], by: "default_appointment_type" },
      ],
    },
    table: logicalName(prefix, "Practitioner"),
    overflow: logicalName(prefix, "Overflow"),
    matchOwner: meta("id"),
    fields: [
      to(
        logicalName(prefix, "Name"),
        firstOf(field("display_name"), field("label"), join([field("first_name"), field("last_name")]), meta("id")),
      ),
      ...provenance(own, "practitioner"),
      own.text("ClinikoID", 32, meta("id")),
      own.text("FirstName", 255, field("first_name")),
      own.text("LastName", 255, field("last_name")),
      own.text("Title", 100, field("title")),
      own.text("Specialisation", 1000, field("designation")),
      own.memo("Description", field("description")),
      own.text("Email", 255, field("@user.email")),
      own.text("Role", 100, field("@user.role")),
      own.memo(
        "Credentials",
        each(field("@numbers"), join([join([item("name"), item("reference_number")], ": "), atLocation]), {
          where: isThere,
        }),
      ),
      own.memo(
        "Availability",
        each(field("@hours"), join([weekday, hours, atLocation]), { where: isThere }),
        "Weekly hours become text; locations are named by their Cliniko id.",
      ),
      own.text("DefaultAppointmentType", 255, field("@type.name")),
      own.boolean("IsActive", field("active")),
      own.boolean("ShowInOnlineBookings", field("show_in_online_bookings")),
      own.lookup("Contact", "contact", reference("practitioner-contact", "contact", meta("id"))),
      to("ownerid", fallbackOwner),
      created,
    ],
    finish: activeState,
  });
}

/** Practitioners are not archived but switched off; removed are those deleted for good. */
const isOff = any(equals(field("active"), false), filled(meta("removedAt")));
const activeState: readonly FieldMap[] = [
  to("statecode", when(isOff, constant(1), constant(0))),
  to("statuscode", when(isOff, constant(2), constant(1))),
];

/** Numbers and hours have no archive: one that was removed is valid no more. */
const isThere = not(filled(meta("removedAt", ".")));

/** Numbers and hours hold at one location only. */
const atLocation = when(filled(item("business")), join([constant("(location "), item("business"), constant(")")], ""));

/** Both countings of days put Sunday at the end or the beginning: 0 and 7. */
const weekday: Expression = documented(item("day_of_week"), {
  0: "Sunday",
  1: "Monday",
  2: "Tuesday",
  3: "Wednesday",
  4: "Thursday",
  5: "Friday",
  6: "Saturday",
  7: "Sunday",
});

const hours: Expression = each(item("availabilities"), join([item("starts_at"), item("ends_at")], "–"), {
  separator: ", ",
});
