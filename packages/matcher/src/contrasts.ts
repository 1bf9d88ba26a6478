/** Words that make two otherwise equal names mean different things. */
const contrasts: readonly (readonly string[])[] = [
  ["first", "last", "middle", "nick"],
  ["home", "work", "mobile", "business", "emergency"],
  ["start", "end"],
  ["from", "until", "to"],
  ["birth", "death", "anniversary", "expiry"],
  ["mother", "father", "spouse", "child", "kin", "manager", "assistant"],
  ["minimum", "maximum"],
  ["billing", "shipping", "postal"],
  ["1", "2", "3"],
  ["patient", "practitioner", "insurer", "employer"],
];

/** The first pair of words that contradict each other, null when none do. */
export function contrastOf(a: readonly string[], b: readonly string[]): readonly [string, string] | null {
  for (const group of contrasts) {
    const [left, right] = [group.filter((word) => a.includes(word)), group.filter((word) => b.includes(word))];
    const [one] = left;
    const [other] = right;
    if (one !== undefined && other !== undefined && !left.some((word) => right.includes(word))) return [one, other];
  }
  return null;
}
