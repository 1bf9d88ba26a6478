import { distinctBound, type FieldProfile, listedValues } from "./field-profile.ts";
import { hash53 } from "./hash53.ts";

/** Classes of values as they are met; a field that shows several is text. */
export const valueClasses = ["text", "number", "boolean", "date", "instant", "link", "list", "object"] as const;
export type ValueClass = (typeof valueClasses)[number];

/** One value of one record: what it is and its text. */
export interface Occurrence {
  readonly value: ValueClass;
  readonly text: string;
}

const sampleCount = 5;
const sampleLength = 120;
/** A choice repeats: at most this many values, each of them this often on average. */
const choiceValues = 30;
const choiceRepeats = 5;
const choiceLength = 60;

/** Counts the values of one field; memory is bounded whatever is added. */
export function createFieldCounter() {
  const classes = new Set<ValueClass>();
  const hashes = new Set<number>();
  const samples: string[] = [];
  let values: Map<string, number> | null = new Map();
  let filled = 0;
  let distinct = 0;
  let longest = 0;

  function note({ value, text }: Occurrence): void {
    classes.add(value);
    longest = Math.max(longest, text.length);
    const isNew = distinct < distinctBound && !hashes.has(hash53(text));
    if (isNew) {
      hashes.add(hash53(text));
      distinct += 1;
      // Beyond the bound nobody asks which: the memory is let go.
      if (distinct >= distinctBound) hashes.clear();
      if (isShown(value) && samples.length < sampleCount) samples.push(text.slice(0, sampleLength));
    }
    if (values === null) return;
    if (distinct > listedValues || text.length > sampleLength) values = null;
    else values.set(text, (values.get(text) ?? 0) + 1);
  }

  return {
    /** The field's values in one record; more than one where it stands in the items of a list. */
    add(occurrences: readonly Occurrence[]): void {
      if (occurrences.length === 0) return;
      filled += 1;
      for (const occurrence of occurrences) note(occurrence);
    },
    finish(): Pick<FieldProfile, "type" | "filled" | "distinct" | "longest" | "samples" | "values"> {
      const type = typeOf(classes);
      const isListed = values !== null && (type === "text" || type === "boolean" || type === "number");
      const listed = isListed ? [...(values ?? [])].map(([value, count]) => ({ value, count })) : [];
      const isChoice =
        type === "text" &&
        listed.length > 0 &&
        distinct <= choiceValues &&
        filled >= distinct * choiceRepeats &&
        longest <= choiceLength;
      return {
        type: isChoice ? "choice" : type,
        filled,
        distinct,
        longest,
        samples,
        values: listed.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
      };
    },
  };
}
export type FieldCounter = ReturnType<typeof createFieldCounter>;

/** Ids of other records, and how many items a list has, tell people nothing. */
function isShown(value: ValueClass): boolean {
  return value !== "link" && value !== "list" && value !== "object";
}

function typeOf(classes: ReadonlySet<ValueClass>): ValueClass {
  const [first, second, ...more] = classes;
  if (first === undefined) return "text";
  if (second === undefined) return first;
  return more.length === 0 && classes.has("date") && classes.has("instant") ? "instant" : "text";
}
