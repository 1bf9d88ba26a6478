import type { HumanUser } from "./dataverse/system-rows.ts";

/** A user of the clinic, as far as finding the same person in Dynamics goes. */
export interface ClinicUser {
  readonly firstName: string;
  readonly lastName: string;
  /** Empty when the clinic has none on file. */
  readonly email: string;
}

/**
 * The people of the clinic as Dynamics knows them. Most have the same e-mail address; every seventh is missing. The
 * third is disabled, the fifth has no role, and one without an e-mail address in the clinic matches by name only.
 */
export function humanUsersFor(clinicUsers: readonly ClinicUser[]): HumanUser[] {
  return clinicUsers.flatMap(({ firstName, lastName, email }, index) => {
    const isByNameOnly = email === "";
    if (index % 7 === 6 && !isByNameOnly) return [];
    const address = isByNameOnly ? `staff.${index}@clinic-dynamics.example` : email;
    return [{ email: address, firstName, lastName, disabled: index === 2, hasRole: index !== 4 }];
  });
}
