import { Refusal } from "@flit/core/refusal";

/** Refuses a signature under another name than the account's; spaces and capitals do not matter. */
export function refuseOtherName(typed: string, name: string): void {
  if (folded(typed) !== folded(name))
    throw new Refusal("typed-name", `Type your name as your account has it: ${name}.`);
}

function folded(name: string): string {
  return name.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
