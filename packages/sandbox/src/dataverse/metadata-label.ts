import { type Body, isBody, readBody, readList, readNumber, readText } from "./metadata-body.ts";
import { badRequest } from "./rows-errors.ts";

/** A text as metadata carries it: a label per language. Empty text is a label without any. */
export function toLabel(text: string, languageCode: number): Body {
  if (text === "") return { LocalizedLabels: [], UserLocalizedLabel: null };
  const localized = {
    Label: text,
    LanguageCode: languageCode,
    IsManaged: false,
    MetadataId: "00000000-0000-0000-0000-000000000000",
    HasChanged: null,
  };
  return { LocalizedLabels: [localized], UserLocalizedLabel: localized };
}

/**
 * The text of a label in the language provisioned, undefined when there is none. A label in any other language is
 * refused with 0x80044195.
 */
export function readLabel(body: Body, name: string, languageCode: number): string | undefined {
  if (!isBody(body[name])) return undefined;
  const labels = readList(readBody(body[name]), "LocalizedLabels");
  const foreign = labels.find((label) => readNumber(label, "LanguageCode") !== languageCode);
  if (foreign !== undefined) {
    throw badRequest("0x80044195", "The specified language code is not valid for this organization.");
  }
  return labels.map((label) => readText(label, "Label")).find((text) => text !== undefined && text !== "");
}
