import type { OwnedRecords, OwnerRow } from "./endpoints.ts";

/** Why nobody was found, or not the one who was, and what to do about it. */
const whys: Readonly<Record<NonNullable<OwnerRow["why"]>, string>> = {
  disabled:
    "Their Dynamics user is disabled. Enable the user in the Power Platform admin centre and match again, or choose another.",
  "no-role":
    "Their Dynamics user holds no security role. Give one in the Power Platform admin centre and match again, or choose another.",
  "no-email": "Cliniko has no e-mail address for them, and no user alone bears their name. Choose a user.",
  "no-match":
    "No Dynamics user has their e-mail address. Create the user in the Power Platform admin centre and match again, or choose another.",
  "several-users": "Several Dynamics users have their e-mail address. Choose the right one.",
};

/** How a practitioner came to where they stand, in a sentence. */
export function howWords({ how, user, why, email }: Pick<OwnerRow, "how" | "user" | "why" | "email">): string {
  switch (how) {
    case "email":
      return "Same e-mail address.";
    case "hint":
      return email === null
        ? "Same name; Cliniko has no e-mail address for them. Is it the same person?"
        : "Same name and mail domain, another address. Is it the same person?";
    case "chosen":
      return user ? "Chosen by a person." : "Stays a practitioner row; records go to the fallback owner.";
    case "unresolved":
      return why === null ? "No user was found." : whys[why];
  }
}

/** What makes a user unable to own, as a word. */
export const problemWords = { disabled: "Disabled", "no-role": "No security role" } as const;

/** How to make users able to own. */
export const problemHelp = "Enable them or give them a role in the Power Platform admin centre, then match again.";

/** `1,204 appointments, 88 notes, 12 invoices`; kinds without any are left out. */
export function recordWords(records: OwnedRecords): string {
  const parts = [
    counted(records.appointments, "appointment"),
    counted(records.notes, "note"),
    counted(records.invoices, "invoice"),
  ].filter((part) => part !== null);
  return parts.length === 0 ? "No records" : parts.join(", ");
}

/** `1 practitioner`, `2 practitioners`. */
export function people(count: number): string {
  return counted(count, "practitioner") ?? "no practitioner";
}

function counted(count: number, noun: string): string | null {
  if (count === 0) return null;
  return `${count.toLocaleString("en-AU")} ${noun}${count === 1 ? "" : "s"}`;
}
