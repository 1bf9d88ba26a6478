/** Who owns the records of one practitioner, and how that was found. */
export interface OwnerResolution {
  readonly practitionerId: string;
  /** Null leads to the fallback owner. */
  readonly userId: string | null;
  /** A `hint` is no owner before a person has chosen it. */
  readonly how: "email" | "hint" | "chosen" | "unresolved";
  readonly isActive: boolean;
  /** The user a hint points at, or the one who was found and cannot own rows. */
  readonly suggestedUserId: string | null;
  readonly why: "disabled" | "no-role" | "no-email" | "no-match" | "several-users" | null;
}
