import type { SourceRecord } from "@flit/core/record";
import { objectAt, textAt } from "./custom-fields.ts";
import { textOf } from "./derived/derivation.ts";
import { logicAppsSkeleton } from "./workflows/logic-apps-skeleton.ts";
import type { WorkflowDefinition } from "./workflows/workflow-definition.ts";

/** What the exports are made of. Counts come as aggregates: no patient is looked at here. */
export interface WorkflowInputs {
  readonly settings: SourceRecord | null;
  readonly appointmentTypes: readonly SourceRecord[];
  readonly businesses: readonly SourceRecord[];
  /** Patients by `reminder_type`, and how many take confirmations and cancellations by e-mail. */
  readonly patients: {
    readonly byReminderType: { readonly [type: string]: number };
    readonly receivingConfirmations: number;
    readonly receivingCancellations: number;
  };
  /** Communications by Cliniko's category code. */
  readonly communications: { readonly [categoryCode: string]: number };
  /** Recalls, null where the account's API has none. */
  readonly recalls: number | null;
}

/** Every active automation the API shows. They are exported, never transferred. */
export function workflows(inputs: WorkflowInputs): readonly WorkflowDefinition[] {
  const types = inputs.appointmentTypes.filter(({ removedAt }) => removedAt === null);
  return [
    ...types.flatMap((type) => typeWorkflows(type, inputs)),
    ...cancellation(inputs),
    ...recall(inputs),
    ...onlineBooking(inputs),
    ...preferences(inputs),
  ].map((draft) => ({ ...draft, skeleton: logicAppsSkeleton(draft) }));
}

type Draft = Omit<WorkflowDefinition, "skeleton">;

const kinds = [
  { kind: "reminder", list: "appointment_reminder_template_ids", category: "1", when: "An appointment comes closer" },
  {
    kind: "confirmation",
    list: "appointment_confirmation_template_ids",
    category: "4",
    when: "An appointment is booked",
  },
  { kind: "follow-up", list: "appointment_follow_up_template_ids", category: "48", when: "An appointment is over" },
] as const;

const hiddenText = ["Text of the templates", "Time before or after the appointment", "Sender"];

function typeWorkflows(type: SourceRecord, { communications, settings, businesses }: WorkflowInputs): readonly Draft[] {
  const name = textOf(type, "name") ?? type.id;
  const locations = businesses.filter(({ removedAt }) => removedAt === null);
  const reminding = locations.filter(({ fields }) => fields.appointment_reminders_enabled === true).length;
  return kinds.flatMap(({ kind, list, category, when }) => {
    const ids = type.fields[list];
    const templateIds = Array.isArray(ids) ? ids.map(String) : [];
    if (templateIds.length === 0) return [];
    const where = kind === "reminder" ? `, at ${reminding} of ${locations.length} locations` : "";
    const byDefault = textAt(objectAt(settings?.fields.reminders ?? null), "default_reminder_type");
    const audience =
      kind === "reminder"
        ? `Patients by their own setting${byDefault === "" ? "" : ` (default: ${byDefault})`}${where}`
        : "Patients of the appointment";
    return [
      {
        key: `${kind}-${type.id}`,
        title: `${name}: ${kind}`,
        kind,
        trigger: `${when} (type ${name})`,
        timing: null,
        audience,
        templateIds,
        timesSeen: communications[category] ?? 0,
        notExposed: hiddenText,
        card: `${when}: Cliniko sends ${templateIds.length === 1 ? `one ${kind} message` : `${templateIds.length} ${kind} messages`} for “${name}”. ${audience}. Copy text and timing from Cliniko's settings before you switch it on. The count of messages is over all types.`,
      },
    ];
  });
}

function cancellation({ patients, communications }: WorkflowInputs): readonly Draft[] {
  const seen = communications["16"] ?? 0;
  if (patients.receivingCancellations === 0 && seen === 0) return [];
  return [
    {
      key: "cancellation",
      title: "Cancellation e-mail",
      kind: "cancellation",
      trigger: "An appointment is cancelled",
      timing: "At once",
      audience: `${patients.receivingCancellations} patients who take cancellation e-mails`,
      templateIds: [],
      timesSeen: seen,
      notExposed: ["Text of the e-mail"],
      card: "When an appointment is cancelled, patients who agreed get an e-mail. Use the contact's column Receives Cancellation Emails.",
    },
  ];
}

function recall({ recalls }: WorkflowInputs): readonly Draft[] {
  if (recalls === null || recalls === 0) return [];
  return [
    {
      key: "recall",
      title: "Recalls",
      kind: "recall",
      trigger: "A recall's date comes",
      timing: "On the recall's date",
      audience: `Patients of ${recalls} recalls`,
      templateIds: [],
      timesSeen: null,
      notExposed: ["Messages sent for recalls", "Rules that make recalls"],
      card: "Patients are to be called back on a date. Rebuild as a task that falls due on that date.",
    },
  ];
}

function onlineBooking({ settings, appointmentTypes }: WorkflowInputs): readonly Draft[] {
  const booking = objectAt(settings?.fields.online_bookings ?? null);
  if (booking.enabled !== true) return [];
  const bookable = appointmentTypes.filter(
    ({ removedAt, fields }) => removedAt === null && fields.show_in_online_bookings === true,
  ).length;
  const rules = [
    ["hours of notice to book", "min_hours_advance_required_to_book"],
    ["hours of notice to cancel", "min_hours_notice_for_patient_cancellation"],
    ["days ahead that can be booked", "allow_bookings_days_in_advance"],
    ["bookings a day", "daily_bookings_limit"],
  ].flatMap(([label = "", key = ""]) => (textAt(booking, key) === "" ? [] : [`${label}: ${textAt(booking, key)}`]));
  return [
    {
      key: "online-booking",
      title: "Online booking",
      kind: "online-booking",
      trigger: "A patient books on the clinic's page",
      timing: rules.length === 0 ? null : rules.join("; "),
      audience: `Everybody; ${bookable} appointment types can be booked`,
      templateIds: [],
      timesSeen: null,
      notExposed: ["Payment rules beyond the appointment type", "Look of the page"],
      card: `Patients book by themselves. Rules: ${rules.join("; ") || "none shown"}. Dynamics 365 Sales has no booking page: keep Cliniko's, or choose another.`,
    },
  ];
}

function preferences({ patients }: WorkflowInputs): readonly Draft[] {
  const counts = Object.entries(patients.byReminderType).sort(([a], [b]) => (a < b ? -1 : 1));
  if (counts.length === 0) return [];
  const list = counts.map(([type, count]) => `${type}: ${count}`).join(", ");
  return [
    {
      key: "patient-preferences",
      title: "Patients' preferences",
      kind: "patient-preferences",
      trigger: "Any message to a patient",
      timing: null,
      audience: list,
      templateIds: [],
      timesSeen: null,
      notExposed: [],
      card: `Every message must ask these first. Reminders by ${list}; ${patients.receivingConfirmations} patients take confirmations. The contact's columns carry the same settings.`,
    },
  ];
}
