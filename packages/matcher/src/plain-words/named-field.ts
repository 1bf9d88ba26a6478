import type { WordContext, WordField } from "@flit/core/plain-words";
import { asked, plainly, type Reading } from "./reading.ts";

/** Other words people have for fields every clinic keeps. */
const otherNames: readonly (readonly string[])[] = [
  ["suburb", "city", "town", "locality"],
  ["street", "address 1", "address line 1", "street address", "address"],
  ["postcode", "post code", "postal code", "zip", "zip code"],
  ["surname", "last name", "family name"],
  ["first name", "given name", "forename", "christian name"],
  ["birthday", "date of birth", "dob", "birth date", "birthdate"],
  ["e-mail", "email", "email address", "e-mail address"],
  ["phone", "phone number", "telephone", "telephone number"],
  ["mobile", "mobile phone", "mobile number", "cell phone"],
  ["job", "occupation", "profession"],
  ["known as", "nickname", "preferred name", "preferred first name"],
];

const pronouns =
  /^(?:it|this|that|the (?:field|value|text|answer|date|line|whole thing)|itself|this field|the field itself|the value itself)$/;

/** The field that words name. Another word for it, or a part of its name, is asked about; null: none is like that. */
export function namedField(words: string, context: WordContext): Reading | null {
  const name = plain(words);
  if (name === "") return null;
  if (pronouns.test(words.trim()) && context.subject !== null) return plainly(context.subject);
  const exact = distinct(context.fields.filter(({ label }) => plain(label) === name));
  const [only, second] = exact;
  if (only && !second) return plainly(only.rule);
  if (only) return asked(`Several fields are called ${only.label}. Which one?`, exact.map(meaning));
  const near = distinct(context.fields.filter(({ label }) => isNear(name, plain(label))));
  if (near.length === 0) return null;
  const question = near.length === 1 ? `Do you mean ${near[0]?.label ?? ""}?` : `Which field is “${name}”?`;
  return asked(question, near.slice(0, 6).map(meaning));
}

/** The label that words are exactly; null when they are none's. */
export function labelOf(words: string, context: WordContext): string | null {
  const name = plain(words);
  return context.fields.find(({ label }) => plain(label) === name)?.label ?? null;
}

function meaning({ label, where, rule }: WordField) {
  return { label: where === null ? label : `${label} (${where})`, value: rule };
}

function isNear(name: string, label: string): boolean {
  if (otherNames.some((names) => names.includes(name) && names.includes(label))) return true;
  const words = name.split(" ");
  const known = label.split(" ");
  return name.length >= 3 && words.every((word) => known.includes(word));
}

function distinct(fields: readonly WordField[]): readonly WordField[] {
  return [...new Map(fields.map((one) => [JSON.stringify(one.rule), one])).values()];
}

function plain(words: string): string {
  return words
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^(?:the|its|their|his|her|field|the field|of the) /, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/^ ?(?:the|its) /, "")
    .trim();
}
