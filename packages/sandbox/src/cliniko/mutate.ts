import { canaryMarker } from "./canary.ts";
import type { Clinic } from "./clinic.ts";
import { createDraw, pick } from "./draw.ts";
import type { ResourceName } from "./resources.ts";
import { instant, link, type Row } from "./row.ts";

export interface MutationOptions {
  readonly seed: number;
  readonly count: number;
  /** When the changes happen, milliseconds since 1970; the present, or the clinic's if that is later, unless given. */
  readonly now?: number;
}

/** One change a delta pass has to find. */
export interface Mutation {
  readonly resource: ResourceName;
  readonly id: string;
  readonly kind: "created" | "changed" | "archived" | "cancelled" | "merged";
}

interface Chance {
  readonly clinic: Clinic;
  readonly atMs: number;
  /** A number for a question, the same for the same seed and step. */
  readonly drawn: (what: string) => number;
  readonly step: number;
}

type Change = (chance: Chance) => readonly Mutation[];

/** Works in the clinic like its staff for a while. Every row returned has `updated_at` at the time of the changes. */
export function mutateClinic(clinic: Clinic, options: MutationOptions): readonly Mutation[] {
  const draw = createDraw(options.seed, "mutations");
  const atMs = options.now ?? Math.max(clinic.nowMs, Date.now());
  return Array.from({ length: options.count }, (_, step) => {
    const drawn = (what: string) => draw(step, what);
    // The first changes show every kind once; then chance decides.
    const change = pick(changes, step < changes.length ? step : drawn("change"));
    return change({ clinic, atMs, drawn, step });
  }).flat();
}

const changes: readonly Change[] = [
  createPatient,
  createAppointment,
  createNote,
  createInvoice,
  (chance) =>
    changeSome(chance, "patients", {
      email: `moved.${chance.step}@mail.example`,
      address_1: `${chance.step} New Street`,
    }),
  (chance) => changeSome(chance, "individual_appointments", { did_not_arrive: true, notes: "Did not come" }),
  (chance) => changeSome(chance, "treatment_notes", { title: `Corrected note ${chance.step}`, draft: false }),
  (chance) =>
    changeSome(chance, "invoices", { status: 20, status_description: "Paid", closed_at: instant(chance.atMs) }),
  (chance) => changeSome(chance, "contacts", { company_name: "Renamed Medical Centre" }),
  (chance) => archiveSome(chance, "patients"),
  (chance) => archiveSome(chance, "treatment_notes"),
  (chance) => archiveSome(chance, "invoices"),
  cancelAppointment,
  mergePatients,
];

/** A row nobody has hidden yet; the nasty ones at the beginning are left as they are. */
function someRow({ clinic, drawn }: Chance, resource: ResourceName, what = "row"): number {
  const first = Math.min(40, Math.floor(clinic.count(resource) / 2));
  const span = clinic.count(resource) - first;
  const start = drawn(`${resource} ${what}`) % span;
  for (let offset = 0; offset < span; offset += 1) {
    const index = first + ((start + offset) % span);
    const isHidden =
      clinic.hiddenAt(resource, index, "archived_at") ?? clinic.hiddenAt(resource, index, "cancelled_at");
    if (isHidden === null) return index;
  }
  throw new RangeError(`every row of ${resource} is hidden`);
}

function linkTo(clinic: Clinic, resource: ResourceName, index: number): Row {
  return link(`${resource}/${clinic.idOf(resource, index)}`);
}

function changeSome(chance: Chance, resource: ResourceName, fields: Row): readonly Mutation[] {
  const index = someRow(chance, resource);
  chance.clinic.change(resource, index, fields, chance.atMs);
  return [{ resource, id: chance.clinic.idOf(resource, index), kind: "changed" }];
}

function archiveSome(chance: Chance, resource: ResourceName): readonly Mutation[] {
  const index = someRow(chance, resource);
  archive(chance, resource, index, {});
  return [{ resource, id: chance.clinic.idOf(resource, index), kind: "archived" }];
}

function archive({ clinic, atMs }: Chance, resource: ResourceName, index: number, fields: Row): void {
  const at = instant(atMs);
  const hasDeletion = "deleted_at" in clinic.rowOf(resource, index);
  clinic.change(resource, index, { ...fields, archived_at: at, ...(hasDeletion && { deleted_at: at }) }, atMs);
}

function createPatient(chance: Chance): readonly Mutation[] {
  const { clinic, atMs, step } = chance;
  const template = clinic.rowOf("patients", someRow(chance, "patients"));
  const fields = fresh(template, ["merged_with_patient", "merged_at", "latest_booking"]);
  const name = { first_name: "Newly", last_name: `Arrived ${canaryMarker}`, email: `new.${step}@mail.example` };
  return [created(clinic, "patients", clinic.add("patients", { ...fields, ...name, label: "Newly Arrived" }, atMs))];
}

function createAppointment(chance: Chance): readonly Mutation[] {
  const { clinic, atMs, drawn } = chance;
  const patient = linkTo(clinic, "patients", someRow(chance, "patients"));
  const startsMs = atMs + (1 + (drawn("days") % 30)) * 86_400_000;
  const source = fresh(clinic.rowOf("individual_appointments", someRow(chance, "individual_appointments")), [
    "patient_case",
    "repeated_from",
  ]);
  const times = {
    starts_at: instant(startsMs),
    ends_at: instant(startsMs + 1_800_000),
    did_not_arrive: false,
    patient_arrived: false,
  };
  const appointment = clinic.add("individual_appointments", { ...source, ...times, patient }, atMs);
  const booking = link(`bookings/${clinic.idOf("individual_appointments", appointment)}`);
  const seat = fresh(clinic.rowOf("attendees", someRow(chance, "attendees")), ["patient_case"]);
  const attendee = clinic.add("attendees", { ...seat, arrived: null, patient, booking }, atMs);
  return [created(clinic, "individual_appointments", appointment), created(clinic, "attendees", attendee)];
}

function createNote(chance: Chance): readonly Mutation[] {
  const { clinic, atMs, step } = chance;
  const source = fresh(clinic.rowOf("treatment_notes", someRow(chance, "treatment_notes")), []);
  return [
    created(clinic, "treatment_notes", clinic.add("treatment_notes", { ...source, title: `New note ${step}` }, atMs)),
  ];
}

function createInvoice(chance: Chance): readonly Mutation[] {
  const { clinic, atMs } = chance;
  const number = clinic.count("invoices") + 1;
  const source = fresh(clinic.rowOf("invoices", someRow(chance, "invoices")), [
    "original_invoice",
    "reversed_invoices",
  ]);
  const amounts = { total_amount: "110.0", net_amount: "100.0", tax_amount: "10.0", discounted_amount: "0.0" };
  const open = { status: 10, status_description: "Open", closed_at: null, issue_date: instant(atMs).slice(0, 10) };
  const invoice = clinic.add("invoices", { ...source, ...amounts, ...open, number }, atMs);
  const item = clinic.add(
    "invoice_items",
    {
      ...fresh(clinic.rowOf("invoice_items", someRow(chance, "invoice_items")), []),
      ...{ quantity: "1.0", unit_price: "110.0", net_price: "100.0", tax_amount: "10.0", discounted_amount: "0.0" },
      total_including_tax: "110.0",
      invoice: linkTo(clinic, "invoices", invoice),
    },
    atMs,
  );
  return [created(clinic, "invoices", invoice), created(clinic, "invoice_items", item)];
}

/** An individual appointment and its attendee, as Cliniko cancels them together. */
function cancelAppointment(chance: Chance): readonly Mutation[] {
  const { clinic, atMs } = chance;
  const index = someRow(chance, "individual_appointments");
  const id = clinic.idOf("individual_appointments", index);
  const fields = {
    cancelled_at: instant(atMs),
    cancellation_reason: 50,
    cancellation_reason_description: "Other",
    cancellation_note: "Rang",
  };
  clinic.change("individual_appointments", index, fields, atMs);
  const seats = clinic.linkedTo("attendees", "booking", id);
  for (const seat of seats) clinic.change("attendees", seat, fields, atMs);
  return [
    { resource: "individual_appointments", id, kind: "cancelled" },
    ...seats.map((seat) => ({ resource: "attendees", id: clinic.idOf("attendees", seat), kind: "cancelled" }) as const),
  ];
}

function mergePatients(chance: Chance): readonly Mutation[] {
  const { clinic, atMs } = chance;
  const loser = someRow(chance, "patients", "loser");
  const survivor = someRow(chance, "patients", "survivor");
  if (survivor === loser) return changeSome(chance, "patients", { occupation: "Twin" });
  archive(chance, "patients", loser, {
    merged_at: instant(atMs),
    merged_with_patient: linkTo(clinic, "patients", survivor),
  });
  return [{ resource: "patients", id: clinic.idOf("patients", loser), kind: "merged" }];
}

function created(clinic: Clinic, resource: ResourceName, index: number): Mutation {
  return { resource, id: clinic.idOf(resource, index), kind: "created" };
}

/** A row's fields without what only that row can have. */
function fresh(row: Row, without: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([field]) => !without.includes(field)));
}
