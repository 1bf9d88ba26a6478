import { sha256Hex } from "@flit/core/ids";
import type { Json, SourceRecord } from "@flit/core/record";
import { customField } from "@flit/core/transforms/custom-field";

export const customFieldTypes = ["text", "paragraph", "date", "checkboxes", "radiobuttons"] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

/** One patient custom field of the account and the column it becomes. */
export interface CustomFieldDefinition {
  /** Stable id: names repeat and change. */
  readonly token: string;
  readonly section: string;
  readonly label: string;
  /** Unknown types of later Cliniko versions are kept as paragraphs. */
  readonly type: CustomFieldType;
  /** Labels of the options, archived ones included: old answers still use them. */
  readonly options: readonly string[];
  /** Whether a patient may answer in free words beside the options. */
  readonly hasOther: boolean;
  /** Logical name, `<prefix>_cf_…`, at most 40 characters, unique in the account. */
  readonly column: string;
  readonly archived: boolean;
}

const maxColumnLength = 40;

/**
 * Custom fields of the account's settings, archived sections and fields included because they still carry data.
 * Columns keep their name when sections are reordered: a clash is settled by the token, not by position.
 */
export function customFieldDefinitions(settings: SourceRecord | null, prefix = "flit"): CustomFieldDefinition[] {
  const found = listAt(objectAt(settings?.fields.patient_custom_fields_definition ?? null), "sections").flatMap(
    (section) => listAt(section, "fields").map((entry) => ({ section, entry })),
  );
  const slugs = found.map(({ entry }) => slugOf(textAt(entry, "name")));
  return found.flatMap(({ section, entry }, index) => {
    const token = textAt(entry, "token");
    if (token === "") return [];
    const slug = slugs[index] ?? "";
    const isAmbiguous = slug === "" || slugs.indexOf(slug) !== slugs.lastIndexOf(slug);
    return {
      token,
      section: textAt(section, "name"),
      label: textAt(entry, "name"),
      type: typeOf(textAt(entry, "type")),
      options: [...new Set(listAt(entry, "options").map((option) => textAt(option, "name")))].filter(
        (name) => name !== "",
      ),
      hasOther: objectAt(entry.other ?? null).enabled === true,
      column: columnName(prefix, slug, isAmbiguous ? token : null),
      archived: section.archived === true || entry.archived === true,
    };
  });
}

function columnName(prefix: string, slug: string, token: string | null): string {
  const start = `${prefix}_cf_`;
  // A digest, because tokens made in one go may begin alike.
  const end = token === null ? "" : `_${sha256Hex(token).slice(0, 8)}`;
  return `${start}${slug.slice(0, maxColumnLength - start.length - end.length)}${end}`.replaceAll(/_+/g, "_");
}

function slugOf(label: string): string {
  const plain = label.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  // Cut before clashes are looked for, or two long names could end alike.
  return plain
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "")
    .slice(0, 24);
}

function typeOf(type: string): CustomFieldType {
  return customFieldTypes.find((known) => known === type) ?? "paragraph";
}

type JsonObject = { readonly [key: string]: Json };

/** The value as an object, empty when it is none. */
export function objectAt(value: Json): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** Objects of the list under a key, empty when there is none. */
export function listAt(owner: JsonObject, key: string): readonly JsonObject[] {
  const value = owner[key];
  return Array.isArray(value) ? value.map(objectAt) : [];
}

/** Trimmed text under a key, empty when there is none. */
export function textAt(owner: JsonObject, key: string): string {
  const value = owner[key];
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : "";
}

/** One answered custom field of a patient, with the names the patient's record carries. */
export interface CustomFieldAnswer {
  readonly section: string;
  readonly label: string;
  readonly type: string;
  readonly value: string;
}

/** Answers in a patient's `custom_fields`, in their order; chosen options and the free answer beside them as text. */
export function customFieldAnswers(customFields: Json): readonly CustomFieldAnswer[] {
  return listAt(objectAt(customFields), "sections").flatMap((section) =>
    listAt(section, "fields").flatMap((entry) => {
      const token = textAt(entry, "token");
      const value = customField(customFields, token);
      if (value === null || value.trim() === "") return [];
      return [{ section: textAt(section, "name"), label: textAt(entry, "name"), type: textAt(entry, "type"), value }];
    }),
  );
}
