import type { FieldProfile } from "./field-profile.ts";
import { createFieldCounter, type FieldCounter, type Occurrence, type ValueClass } from "./profile-field.ts";
import type { Json, SourceRecord } from "./record.ts";

/** A value a record holds that is found otherwise than by its keys: a custom field, for one. */
export interface ExtraValue {
  readonly path: string;
  readonly label: string;
  /** Null when the record does not say: the field is counted as empty. */
  readonly text: string | null;
  readonly type: FieldProfile["type"];
}

export interface ProfilerOptions {
  /** Keys whose content `extra` describes instead. */
  readonly hidden: ReadonlySet<string>;
  extra(record: SourceRecord): readonly ExtraValue[];
}

/** Nested values are described this deep; what lies deeper counts with the value that holds it. */
const maxDepth = 5;
/** An object with more fields than this is no form anybody maps: the rest is counted with what holds it. */
const maxPaths = 600;

interface Entry {
  readonly label: string;
  readonly counter: FieldCounter;
  /** Decided from outside; null when the values say it. */
  type: string | null;
}

/** Describes every field of one object, record by record; memory depends on the number of fields only. */
export function createProfiler(object: string, options: ProfilerOptions) {
  const entries = new Map<string, Entry>();
  let records = 0;

  function entryOf(path: string, label: string): Entry | null {
    const known = entries.get(path);
    if (known || entries.size >= maxPaths) return known ?? null;
    const fresh: Entry = { label, counter: createFieldCounter(), type: null };
    entries.set(path, fresh);
    return fresh;
  }

  return {
    add(record: SourceRecord): void {
      records += 1;
      const found = new Map<string, Occurrence[]>();
      const links = new Set(record.links);
      for (const [key, value] of Object.entries(record.fields)) {
        if (!options.hidden.has(key)) walk(found, key, value, links.has(key), 1);
      }
      for (const [path, occurrences] of found) entryOf(path, labelOf(path))?.counter.add(occurrences);
      for (const { path, label, text, type } of options.extra(record)) {
        const entry = entryOf(path, label);
        if (entry === null) continue;
        entry.type = type;
        if (text !== null) entry.counter.add([{ value: "text", text }]);
      }
    },
    profiles(): readonly FieldProfile[] {
      return [...entries].map(([path, { label, counter, type }], position) => {
        const counted = counter.finish();
        return { object, path, position, label, records, ...counted, type: type ?? counted.type };
      });
    },
  };
}

/** Puts down what a value and the values inside it are; an empty one leaves its path known but unfilled. */
function walk(found: Map<string, Occurrence[]>, path: string, value: Json, isLink: boolean, depth: number): void {
  const at = found.get(path) ?? [];
  found.set(path, at);
  if (isEmpty(value)) return;
  if (Array.isArray(value)) {
    at.push({ value: "list", text: String(value.length) });
    if (depth < maxDepth) for (const item of value) walkItem(found, path, item, depth);
    return;
  }
  if (typeof value === "object" && value !== null) {
    at.push({ value: "object", text: "" });
    if (depth < maxDepth)
      for (const [key, inner] of Object.entries(value)) walk(found, `${path}.${key}`, inner, false, depth + 1);
    return;
  }
  at.push({ value: isLink ? "link" : classOf(value), text: String(value) });
}

/** Items of a list are described together, by the keys they have. */
function walkItem(found: Map<string, Occurrence[]>, path: string, item: Json, depth: number): void {
  if (typeof item === "object" && item !== null && !Array.isArray(item)) {
    for (const [key, inner] of Object.entries(item)) walk(found, `${path}.${key}`, inner, false, depth + 1);
  } else walk(found, `${path}.item`, item, false, depth + 1);
}

function isEmpty(value: Json): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function classOf(value: string | number | boolean | null | Json): ValueClass {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return "number";
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return "date";
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return "instant";
  // Amounts come as text with a point; digits alone may be a phone number or a postcode.
  return /^-?\d+\.\d+$/.test(text) ? "number" : "text";
}

/** `patient_phone_numbers.number` → `Patient phone numbers › number`. */
function labelOf(path: string): string {
  const words = path
    .split(".")
    .map((key) => key.replaceAll("_", " "))
    .join(" › ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
