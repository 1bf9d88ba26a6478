import type { OwnedRecords } from "@flit/core/owner-match";
import type { SourceRecord } from "@flit/core/record";
import { textOf } from "./derived/derivation.ts";

/** A practitioner as owner resolution needs them; the e-mail is their user's. */
export interface PractitionerPerson {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isActive: boolean;
}

/** Objects whose records take their owner from the practitioner they name. */
const owned: Readonly<Record<string, keyof OwnedRecords>> = {
  individual_appointments: "appointments",
  group_appointments: "appointments",
  treatment_notes: "notes",
  invoices: "invoices",
};
export const ownedObjects: readonly string[] = Object.keys(owned);

/** Counts of records by practitioner, from counts by object and practitioner. */
export function ownedRecordsOf(
  counts: readonly { readonly object: string; readonly id: string; readonly count: number }[],
): { readonly [practitionerId: string]: OwnedRecords } {
  const totals: { [id: string]: { -readonly [Kind in keyof OwnedRecords]: number } } = {};
  for (const { object, id, count } of counts) {
    const kind = owned[object];
    if (kind === undefined) continue;
    const of = totals[id] ?? { appointments: 0, notes: 0, invoices: 0 };
    totals[id] = of;
    of[kind] += count;
  }
  return totals;
}

/** Practitioners, former ones included, with the e-mail of the Cliniko user behind them. */
export function practitionersOf(
  practitioners: readonly SourceRecord[],
  users: readonly SourceRecord[],
): readonly PractitionerPerson[] {
  const byId = new Map(users.map((user) => [user.id, user]));
  return practitioners.map((practitioner) => {
    const user = byId.get(textOf(practitioner, "user") ?? "");
    const own = (key: string) => textOf(practitioner, key) ?? (user ? textOf(user, key) : null);
    return {
      id: practitioner.id,
      email: user ? textOf(user, "email") : null,
      firstName: own("first_name"),
      lastName: own("last_name"),
      isActive: practitioner.fields.active !== false,
    };
  });
}
