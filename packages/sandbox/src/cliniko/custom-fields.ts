import type { Json, Row } from "./row.ts";

/** One answer to choose. */
interface Option {
  readonly name: string;
  readonly token: string;
  readonly archived?: boolean;
}

/** A question to patients. */
interface Field {
  readonly name: string;
  readonly token: string;
  readonly type: "text" | "paragraph" | "date" | "checkboxes" | "radiobuttons";
  readonly archived?: boolean;
  readonly options?: readonly Option[];
  readonly hasOther?: boolean;
  /** What patients answer, in turn; names of options where there are some. Made up unless given. */
  readonly answers?: readonly string[];
}

/** A part of an account's form for patients. */
export interface CustomFieldSection {
  readonly name: string;
  readonly token: string;
  readonly archived?: boolean;
  /** Whether it is filled in for few patients only. */
  readonly isRare?: boolean;
  readonly fields: readonly Field[];
}

const token = (number: number) => `5b1e7d0a-0000-4000-8000-${String(number).padStart(12, "0")}`;

const option = (name: string, number: number, archived = false): Option => ({ name, token: token(number), archived });

/** Every field type, an archived section, an archived field, an archived option, and two fields of one name. */
export const usualSections: readonly CustomFieldSection[] = [
  {
    name: "Insurance coverage",
    token: token(1),
    fields: [
      {
        name: "Provider",
        token: token(11),
        type: "radiobuttons",
        options: [option("Medibank", 111), option("Bupa", 112), option("HCF (old)", 113, true)],
        hasOther: true,
      },
      { name: "Policy number", token: token(12), type: "text" },
      { name: "Expires", token: token(13), type: "date" },
    ],
  },
  {
    name: "Health background",
    token: token(2),
    isRare: true,
    fields: [
      { name: "History", token: token(21), type: "paragraph" },
      {
        name: "Goals",
        token: token(22),
        type: "checkboxes",
        options: [option("Less pain", 221), option("Return to sport", 222), option("Sleep", 223)],
        hasOther: true,
      },
      { name: "Fax", token: token(23), type: "text", archived: true },
    ],
  },
  {
    name: "Old intake (2017)",
    token: token(3),
    archived: true,
    isRare: true,
    fields: [{ name: "Policy number", token: token(31), type: "text" }],
  },
];

/** As in `settings.patient_custom_fields_definition`. */
export function customFieldsDefinition(sections: readonly CustomFieldSection[]): Row {
  return { sections: sections.map((section) => sectionOf(section, blank)) };
}

/** What one patient answered; `number` varies the answers, `isFull` answers everything. */
export function customFieldsOf(
  sections: readonly CustomFieldSection[],
  number: number,
  isFull: boolean,
  markers: string,
): Row {
  const asked = sections.filter(({ isRare = false }) => isFull || !isRare);
  return { sections: asked.map((section) => sectionOf(section, (field) => answer(field, number, isFull, markers))) };
}

function sectionOf(section: CustomFieldSection, render: (field: Field) => Row): Row {
  return {
    name: section.name,
    token: section.token,
    archived: section.archived ?? false,
    fields: section.fields.map((field) => ({
      name: field.name,
      token: field.token,
      type: field.type,
      archived: field.archived ?? false,
      ...render(field),
    })),
  };
}

function blank(field: Field): Row {
  if (field.options === undefined) return {};
  const options = field.options.map(({ name, token: of, archived }) => ({
    name,
    token: of,
    archived: archived ?? false,
  }));
  return { options, other: { enabled: field.hasOther ?? false } };
}

function answer(field: Field, number: number, isFull: boolean, markers: string): Row {
  const given = field.answers?.[number % field.answers.length];
  if (given !== undefined) return givenAnswer(field, given);
  switch (field.type) {
    case "text":
      return { value: isFull ? `${field.name} ${markers} ${number}` : `POL-${number}` };
    case "paragraph":
      return { value: `First line ${markers}\r\nSecond line\r\n\r\n- item` };
    case "date":
      return { value: `2027-0${1 + (number % 9)}-15` };
    case "radiobuttons":
    case "checkboxes": {
      const chosen = field.type === "radiobuttons" && isFull ? -1 : number % 2;
      const options: Json[] = (field.options ?? []).map((each, index) => ({
        name: each.name,
        token: each.token,
        archived: each.archived ?? false,
        // Only what is selected says so.
        ...(index === chosen || (isFull && field.type === "checkboxes" && index === 2) ? { selected: true } : {}),
      }));
      const other = isFull ? { enabled: true, selected: true, value: `Another answer ${markers}` } : { enabled: true };
      return { options, other };
    }
  }
}

function givenAnswer(field: Field, given: string): Row {
  if (field.options === undefined) return { value: given };
  const options = field.options.map(({ name, token: of, archived = false }) => ({
    name,
    token: of,
    archived,
    ...(name === given && { selected: true }),
  }));
  return { options, other: { enabled: field.hasOther ?? false } };
}
