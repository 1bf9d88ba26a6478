/** Kinds that are one another's wider term: no contradiction. */
const wider: readonly (readonly [string, string])[] = [
  ["number", "phone"],
  ["note", "body"],
  ["goals", "goalworked"],
  ["risk", "access"],
  ["address", "street"],
  ["language", "interpreter"],
  ["name", "nickname"],
  ["insurer", "healthfund"],
  ["parent", "mother"],
  ["parent", "father"],
  ["parent", "guardian"],
  ["parent", "carer"],
  ["payer", "insurer"],
  ["referrer", "gp"],
  // "No. of visits used" counts visits.
  ["number", "sessions"],
  ["number", "hours"],
  ["number", "minutes"],
];

/** Whether one of two concepts is a wider term for the other. */
export function isWider(one: string, other: string): boolean {
  return wider.some(([a, b]) => (a === one && b === other) || (a === other && b === one));
}
