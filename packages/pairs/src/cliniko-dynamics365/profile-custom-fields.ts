import type { ExtraValue } from "@flit/core/profile-record";
import type { SourceRecord } from "@flit/core/record";
import { customField } from "@flit/core/transforms/custom-field";
import {
  type CustomFieldDefinition,
  type CustomFieldType,
  customFieldTypes,
  listAt,
  objectAt,
  textAt,
} from "./custom-fields.ts";

/** What each type of custom field is to a profile. */
const profileTypes: Readonly<Record<CustomFieldType, ExtraValue["type"]>> = {
  text: "text",
  paragraph: "text",
  date: "date",
  checkboxes: "choice",
  radiobuttons: "choice",
};

/** Answers are described one by one; under `sources`, companies made by us keep what they were made of, by record id. */
const hidden = new Set(["custom_fields", "sources"]);

/** How a patient's custom fields are profiled: by the definitions of the account, and by what patients carry beyond. */
export function customFieldProfile(definitions: readonly CustomFieldDefinition[]) {
  const defined = new Map(definitions.map((definition) => [definition.token, definition]));
  return {
    hidden,
    extra({ object, fields }: SourceRecord): readonly ExtraValue[] {
      if (object !== "patients") return [];
      const answers = fields.custom_fields ?? null;
      const own = listAt(objectAt(answers), "sections").flatMap((section) =>
        listAt(section, "fields").filter(
          (entry) => textAt(entry, "token") !== "" && !defined.has(textAt(entry, "token")),
        ),
      );
      return [
        ...definitions.map(({ token, label, type }) => ({
          path: `custom:${token}`,
          label,
          text: filled(customField(answers, token)),
          type: profileTypes[type],
        })),
        ...own.map((entry) => ({
          path: `custom:${textAt(entry, "token")}`,
          label: textAt(entry, "name"),
          text: filled(customField(answers, textAt(entry, "token"))),
          type: profileTypes[customFieldTypes.find((known) => known === textAt(entry, "type")) ?? "paragraph"],
        })),
      ];
    },
  };
}

function filled(text: string | null): string | null {
  return text === null || text.trim() === "" ? null : text;
}
