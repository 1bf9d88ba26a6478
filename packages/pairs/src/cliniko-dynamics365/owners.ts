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
