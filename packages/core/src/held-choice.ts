const prefix = "unknown choice: ";

/** Why a record is held: a value of this column stands in no choice table, and nobody has said what becomes of it. */
export function heldReason(column: string): string {
  return `${prefix}${column}`;
}

/** The column a record is held for; null when the reason is another one. */
export function heldColumn(reason: string): string | null {
  return reason.startsWith(prefix) ? reason.slice(prefix.length) : null;
}
