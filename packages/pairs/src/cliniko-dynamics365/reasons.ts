import { vanishedReason } from "@flit/core/vanished";

/** Left out of a map because a sibling map of the same object takes the record: nothing is missing. */
export const takenBySibling = "other-kind";

/** Codes of the accounts in words a clinic owner understands, with what to do where there is something to do. */
const words: { readonly [code: string]: string } = {
  [takenBySibling]: "stands under another heading of the same object",
  "account-mail": "mail of Cliniko's about the account itself, not to a patient",
  "appointment-not-readable": "its appointment cannot be read with this key",
  merged: "merged into another patient, whose contact holds everything",
  [vanishedReason]: "deleted for good in Cliniko since it was read, before it had a row in Dynamics",
  "still-processing": "Cliniko was still processing the file; a later delta brings it",
  unrelated: "patient without any appointment, invoice or note, left out by choice",
  "duplicate-key": "Dynamics holds a row with this Cliniko id already; see whether an earlier migration made it",
  "duplicate-id": "Dynamics holds a row with this id already",
  version: "somebody kept changing the row while it was written; the next delta tries again",
  "product-retired": "somebody retired the product in Dynamics; it was not brought back",
  "row-deleted": "somebody deleted the row in Dynamics",
  "changed-by-person": "somebody changed it in Dynamics since",
  "deleted-by-person": "somebody deleted it in Dynamics",
  "has-other-records": "other records hang on it, which would be deleted with it",
  changed: "somebody replaced the file since",
  "library-not-connected": "SharePoint is not connected",
  "not-processed": "Cliniko has not finished processing the file; a later delta brings it",
  "hash-mismatch": "the stored file was not the one that was sent; the next delta tries again",
};

/** What a reason code means. Codes of the platforms themselves are named as they are. */
export function reasonInWords(code: string): string {
  const known = words[code];
  if (known) return known;
  if (code.startsWith("missing:")) return `what it belongs to (${code.slice("missing:".length)}) is not there`;
  if (code.startsWith("finish:")) return `written, but its final state was refused: ${reasonInWords(code.slice(7))}`;
  return code.startsWith("0x") ? `Dynamics refused it with its error ${code}` : code;
}
