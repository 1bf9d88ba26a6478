import type { Condition, FieldMap, Join, ObjectMap } from "@flit/core/mapping";
import {
  created,
  define,
  logicalName,
  type ObjectDefinition,
  type OwnColumns,
  ownColumns,
  provenance,
  to,
} from "../definition.ts";
import {
  any,
  constant,
  documented,
  equals,
  field,
  filled,
  firstOf,
  join,
  meta,
  not,
  ownerOf,
  reference,
  when,
} from "../expressions.ts";
import type { PairOptions } from "../pair-options.ts";
import { takenBySibling } from "../reasons.ts";

const joins: readonly Join[] = [
  { kind: "one", alias: "booking", objects: ["individual_appointments", "group_appointments"], by: "booking" },
];
const isEmail = equals(field("type_code"), 2);
const isPhoneCall = equals(field("type_code"), 3);
const isReceived = equals(field("direction_code"), 2);

/** Mails of Cliniko to its own customer (passwords, subscriptions, data exports): none of them is about a patient. */
const accountMailCodes = [...Array.from({ length: 27 }, (_, index) => index + 21), 49];

function skipUnless(kind: Condition): ObjectMap["skip"] {
  return [
    { when: not(kind), reason: takenBySibling },
    { when: any(...accountMailCodes.map((code) => equals(field("category_code"), code))), reason: "account-mail" },
  ];
}

/** E-mails, completed: nothing is sent. */
export function communicationEmail({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    ...common(prefix, "communication-email", "E-mails"),
    table: "email",
    skip: skipUnless(isEmail),
    fields: [
      ...commonFields(own, "communication-email"),
      to("directioncode", when(isReceived, constant(false), constant(true))),
    ],
    finish: closed(1, 4, 3),
  });
}

/** Phone calls, completed. */
export function communicationPhoneCall({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    ...common(prefix, "communication-phone-call", "Phone calls"),
    table: "phonecall",
    skip: skipUnless(isPhoneCall),
    fields: [
      ...commonFields(own, "communication-phone-call"),
      to("phonenumber", when(isReceived, field("from"), field("to"))),
      to("directioncode", when(isReceived, constant(false), constant(true))),
    ],
    finish: closed(1, 4, 2),
  });
}

/** Text messages, memos and whatever else there is: completed tasks. */
export function communicationOther({ prefix }: PairOptions): ObjectDefinition {
  const own = ownColumns(prefix);
  return define({
    ...common(prefix, "communication-other", "Messages and memos"),
    table: "task",
    skip: skipUnless(not(any(isEmail, isPhoneCall))),
    fields: [
      ...commonFields(own, "communication-other"),
      to("category", firstOf(field("category"), field("type"))),
      own.text("Direction", 20, documented(field("direction_code"), { 1: "Sent", 2: "Received" })),
    ],
    finish: closed(1, 5, 5),
  });
}

function common(prefix: string, key: string, title: string) {
  return {
    key,
    title,
    reportsAs: "Communication" as const,
    source: { object: "communications", joins },
    overflow: logicalName(prefix, "Overflow"),
  };
}

function commonFields(own: OwnColumns, mapping: string): readonly FieldMap[] {
  return [
    ...provenance(own, mapping),
    to(
      "subject",
      join([
        when(equals(field("confidential"), true), constant("[Confidential]")),
        firstOf(
          field("content_subject"),
          join([firstOf(field("category"), constant("Message")), field("type")], " – "),
        ),
      ]),
    ),
    to("description", field("content")),
    own.text("ClinikoCategory", 100, field("category")),
    own.memo("FromAddress", field("from")),
    own.memo("ToAddress", field("to")),
    own.boolean("IsConfidential", when(filled(field("confidential")), field("confidential"), constant(false))),
    to("scheduledend", meta("createdAt")),
    to("regardingobjectid", reference("patient", "contact", field("patient"))),
    to("ownerid", ownerOf(field("@booking.practitioner"))),
    created,
  ];
}

/** Closed at the original time, by the status for what came in or what went out. */
function closed(state: number, received: number, sent: number): readonly FieldMap[] {
  return [
    to("actualend", meta("createdAt")),
    to("statecode", constant(state)),
    to("statuscode", when(isReceived, constant(received), constant(sent))),
  ];
}
