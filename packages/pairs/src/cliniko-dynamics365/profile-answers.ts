import { answerPath } from "@flit/core/answer-field";
import type { ExtraValue } from "@flit/core/profile-record";
import type { Json, SourceRecord } from "@flit/core/record";
import { customField } from "@flit/core/transforms/custom-field";
import { noteAnswers } from "@flit/core/transforms/note-answer";
import {
  type CustomFieldDefinition,
  type CustomFieldType,
  customFieldTypes,
  listAt,
  objectAt,
  textAt,
} from "./custom-fields.ts";

/** What each type of custom field, and of question, is to a profile. */
const profileTypes: Readonly<Record<CustomFieldType, ExtraValue["type"]>> = {
  text: "text",
  paragraph: "text",
  date: "date",
  checkboxes: "choice",
  radiobuttons: "choice",
};

/** Answers are described one by one; under `sources`, companies made by us keep what they were made of, by record id. */
const hidden = new Set(["custom_fields", "sources"]);
/** Drawings have no text; the note's text says where they are. */
const withoutText = new Set(["bodycharts"]);

/** How the fields an account made up itself are profiled: patients' custom fields, and the questions its notes ask. */
export function answerProfile(definitions: readonly CustomFieldDefinition[]) {
  const defined = new Set(definitions.map(({ token }) => token));
  return {
    hidden,
    extra({ object, fields }: SourceRecord): readonly ExtraValue[] {
      if (object === "patients") return customFieldsOf(fields.custom_fields ?? null, definitions, defined);
      return object === "treatment_notes" ? questionsOf(fields.content ?? null) : [];
    },
  };
}

/** By the definitions of the account, and by what the patient carries beyond. */
function customFieldsOf(
  answers: Json,
  definitions: readonly CustomFieldDefinition[],
  defined: ReadonlySet<string>,
): readonly ExtraValue[] {
  const answered = (token: string, label: string, type: CustomFieldType): ExtraValue => ({
    path: answerPath("custom", token),
    label,
    text: filled(customField(answers, token)),
    type: profileTypes[type],
  });
  const own = listAt(objectAt(answers), "sections").flatMap((section) =>
    listAt(section, "fields").filter((entry) => textAt(entry, "token") !== "" && !defined.has(textAt(entry, "token"))),
  );
  return [
    ...definitions.map(({ token, label, type }) => answered(token, label, type)),
    ...own.map((entry) => answered(textAt(entry, "token"), textAt(entry, "name"), typeOf(textAt(entry, "type")))),
  ];
}

/** The same question is one field, in whatever templates and sections it stands. */
function questionsOf(content: Json): readonly ExtraValue[] {
  const answers = noteAnswers(content).filter(({ type }) => !withoutText.has(type));
  return [...Map.groupBy(answers, ({ key }) => key)].flatMap(([key, same]) => {
    const [first] = same;
    const said = same.flatMap(({ text }) => text ?? []);
    const text = said.length === 0 ? null : filled(said.join("\n"));
    return first
      ? [{ path: answerPath("question", key), label: first.label, text, type: profileTypes[typeOf(first.type)] }]
      : [];
  });
}

function typeOf(type: string): CustomFieldType {
  return customFieldTypes.find((known) => known === type) ?? "paragraph";
}

function filled(text: string | null): string | null {
  return text === null || text.trim() === "" ? null : text;
}
