import type { Json, SourceRecord } from "../record.ts";

/** One value of a record as it was read. */
export interface RecordField {
  readonly path: string;
  readonly label: string;
  /** Null where the source says nothing. */
  readonly text: string | null;
}

/** Objects under these keys are forms: their parts go by the names they carry. */
const named = new Set(["sections", "fields", "questions", "options", "answers"]);

/** Every value of a record, nested ones one by one, in the order of the source. */
export function recordFields({ fields }: Pick<SourceRecord, "fields">): readonly RecordField[] {
  return Object.entries(fields).flatMap(([key, value]) => walk([key], [inWords(key)], value));
}

function walk(path: readonly string[], labels: readonly string[], value: Json): readonly RecordField[] {
  if (value === null || typeof value !== "object" || Object.keys(value).length === 0) {
    const text = value === null || typeof value === "object" || value === "" ? null : String(value);
    return [{ path: path.join("."), label: labels.join(" › "), text }];
  }
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) => walk([...path, key], [...labels, inWords(key)], inner));
  const isForm = named.has(path.at(-1) ?? "");
  return value.flatMap((item: Json, index) => {
    const name = isForm ? nameOf(item) : null;
    // The name of a form's part takes the place of the list it stands in.
    const label = name === null ? [...labels, String(index + 1)] : [...labels.slice(0, -1), name];
    return walk([...path, String(index + 1)], label, item);
  });
}

function nameOf(item: Json): string | null {
  if (item === null || typeof item !== "object" || !("name" in item)) return null;
  return typeof item.name === "string" && item.name !== "" ? item.name : null;
}

function inWords(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
