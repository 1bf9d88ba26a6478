import type { AuditEvent } from "@flit/core/audit-store";

const whole: { readonly [event: string]: string } = {
  "row.reverted": "Taken back",
  "row.kept": "Left as it is by a rollback",
  "file.stored": "File stored",
  "file.refused": "File refused",
  "record.mismatched": "Read back: it differs",
  "record.edited": "Read back: a person has changed it",
};
const verbs: { readonly [kind: string]: string } = {
  create: "Row created",
  update: "Row changed",
  delete: "Row deleted",
};
const ends: { readonly [status: string]: string } = {
  applied: "",
  refused: ", and refused",
  unknown: ", answer lost",
  deleted: ", and found deleted",
};

/** A line of the audit trail in words. */
export function eventWords({ event, subject }: AuditEvent): string {
  const [, kind = "", status = ""] = event.split(".");
  const words = whole[event] ?? (verbs[kind] === undefined ? event : `${verbs[kind]}${ends[status] ?? `, ${status}`}`);
  const details = [subject.columns && `columns ${subject.columns}`, subject.code, subject.reason].filter(Boolean);
  return details.length === 0 ? words : `${words} (${details.join(", ")})`;
}
