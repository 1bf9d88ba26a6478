import { sha256Hex } from "@flit/core/ids";
import type { Json, SourceRecord } from "@flit/core/record";
import { normaliseName } from "@flit/core/transforms/normalise-name";
import { listAt, objectAt, textAt } from "../custom-fields.ts";
import { type Derivation, derivedFrom, newest, textOf, trimmed } from "./derivation.ts";

/** Organisations among the contacts: one per normalised name, made of all contacts that name it. */
export const company: Derivation = {
  object: "company",
  from: ["contacts"],
  derive(contact) {
    const name = companyName(contact);
    if (name === null) return [];
    const { company_name: _, custom_fields: __, ...fields } = contact.fields;
    const source: Source = {
      name,
      createdAt: contact.createdAt,
      updatedAt: contact.updatedAt,
      removedAt: contact.removedAt,
      fields,
    };
    return [summary({ [contact.id]: source }, companyId(name))];
  },
  merge: (existing, next) => summary(union(sourcesOf(existing), sourcesOf(next)), existing.id),
};

/** Persons among the contacts, each with a link to their organisation. */
export const contactPerson: Derivation = {
  object: "contact_person",
  from: ["contacts"],
  derive(contact) {
    const name = companyName(contact);
    const isPerson = textOf(contact, "first_name") !== null || textOf(contact, "last_name") !== null;
    // A payer's person is the payer itself; an unnamed contact of no company still has to arrive somewhere.
    if (name !== null && (!isPerson || textOf(contact, "company_name") === null)) return [];
    const company = name === null ? null : companyId(name);
    return [
      derivedFrom(contact, "contact_person", contact.id, { ...contact.fields, company }, [...contact.links, "company"]),
    ];
  },
  merge: newest,
};

/** The company's name; a payer without one goes by its person's names. */
function companyName(contact: SourceRecord): string | null {
  const name = textOf(contact, "company_name");
  if (name !== null || Number(contact.fields.type_code) !== payerCode) return name;
  const person = [textOf(contact, "first_name"), textOf(contact, "last_name")]
    .filter((part) => part !== null)
    .join(" ");
  return person === "" ? null : person;
}

const doctorCode = 1;
const payerCode = 2;

function companyId(name: string): string {
  return sha256Hex(normaliseName(name)).slice(0, 32);
}

/** What one contact says about its company. */
type Source = {
  readonly name: string;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly removedAt: string | null;
  readonly fields: { readonly [key: string]: Json };
};
type Sources = { readonly [contactId: string]: Source };

/** Sources stay in the record, so that merging in any order and any number of times gives the same company. */
function summary(sources: Sources, id: string): SourceRecord {
  const parts = Object.entries(sources)
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .map(([, source]) => source);
  // The organisation's own entry (no person in it) knows its address better than a person who works there.
  const best = parts.filter(({ fields }) => isOwnEntry(fields));
  const ranked = [...best, ...parts.filter((part) => !best.includes(part))];
  const first = (key: string): Json =>
    ranked.map(({ fields }) => fields[key] ?? null).find((value) => value !== null) ?? null;
  const codes = new Set(parts.map(({ fields }) => Number(fields.type_code)));
  const names = [...new Set(ranked.map(({ name }) => name))];
  const dates = (key: "createdAt" | "updatedAt" | "removedAt") =>
    parts
      .map((part) => part[key])
      .filter((date) => date !== null)
      .sort();
  return {
    object: "company",
    id,
    createdAt: dates("createdAt")[0] ?? null,
    updatedAt: dates("updatedAt").at(-1) ?? null,
    removedAt: dates("removedAt").length === parts.length ? (dates("removedAt").at(-1) ?? null) : null,
    fields: {
      name: names[0] ?? null,
      spellings: names.length > 1 ? names.slice(1).join("\n") : null,
      kind: codes.has(payerCode) ? "payer" : codes.has(doctorCode) ? "doctor" : "standard",
      notes: best[0]?.fields.notes ?? null,
      email: best[0]?.fields.email ?? null,
      phone_numbers: first("phone_numbers"),
      ...addressOf(ranked),
      details: detailsOf(best),
      sources,
    },
    links: [],
  };
}

const addressKeys = [
  "address_1",
  "address_2",
  "address_3",
  "city",
  "state",
  "post_code",
  "country",
  "country_code",
] as const;

/** One contact's whole address, never a mixture of two. */
function addressOf(ranked: readonly Source[]): { readonly [key: string]: Json } {
  const source = ranked.find(({ fields }) => addressKeys.some((key) => trimmed(fields[key] ?? null) !== null));
  return Object.fromEntries(addressKeys.map((key) => [key, source?.fields[key] ?? null]));
}

/** Keys of an organisation's own entries in the order people read them. */
const entryKeys = [
  "title",
  "first_name",
  "preferred_name",
  "last_name",
  "occupation",
  "doctor_type",
  "provider_number",
  "email",
  "phone_numbers",
  ...addressKeys,
  "notes",
] as const;
/** What the company itself shows of its first own entry. */
const shownKeys = new Set<string>(["email", "phone_numbers", "notes", ...addressKeys]);

/** What the own entries know beyond the columns of the company: branches of one name keep their addresses. */
function detailsOf(entries: readonly Source[]): string | null {
  const texts = entries.map(({ fields }, index) =>
    entryKeys
      .filter((key) => index > 0 || !shownKeys.has(key))
      .flatMap((key) => {
        const text = key === "phone_numbers" ? phonesText(fields) : trimmed(fields[key] ?? null);
        return text === null ? [] : [`${key.replaceAll("_", " ")}: ${text}`];
      })
      .join("\n"),
  );
  return trimmed(texts.filter((text) => text !== "").join("\n\n"));
}

function phonesText(fields: Source["fields"]): string | null {
  const numbers = listAt(fields, "phone_numbers").map((phone) => textAt(phone, "number"));
  return trimmed(numbers.filter((number) => number !== "").join(", "));
}

function isOwnEntry(fields: Source["fields"]): boolean {
  return (
    Number(fields.type_code) === payerCode ||
    (trimmed(fields.first_name ?? null) === null && trimmed(fields.last_name ?? null) === null)
  );
}

function union(a: Sources, b: Sources): Sources {
  const shared = Object.keys(a).filter((id) => id in b);
  const winners = shared.flatMap((id) => {
    const [left, right] = [a[id], b[id]];
    return left && right ? [[id, newer(left, right)] as const] : [];
  });
  return { ...a, ...b, ...Object.fromEntries(winners) };
}

function newer(a: Source, b: Source): Source {
  if (a.updatedAt !== b.updatedAt) return (a.updatedAt ?? "") > (b.updatedAt ?? "") ? a : b;
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}

function sourcesOf(record: SourceRecord): Sources {
  const sources = objectAt(record.fields.sources ?? null);
  // Written by `summary` alone, so its shape is known.
  return sources as unknown as Sources;
}
