import type { SourceField, TargetColumn } from "@flit/core/matcher";
import type { FieldElement } from "./element.ts";
import { isInvertedPair } from "./polarity.ts";
import type { Candidate } from "./score-pair.ts";

/** Why a candidate is near, and what speaks against it, in words people read. */
export function explain(element: FieldElement, { column, features, clashes }: Candidate): string {
  const isInverted = column.column.type === "boolean" && isInvertedPair(element, column);
  const parts = [
    sameness(element, features.exact === 1, features.initials === 1, column.publisher),
    sharedWords(element, column.readings[0]?.tokens ?? []),
    features.options > 0.5 ? `${Math.round(features.options * 100)} % of the options are among its choices` : null,
    features.section === 1 ? "its section speaks of it too" : null,
    types(element.field, column.column, features.type),
    features.length < 1
      ? `values are up to ${element.field.longest} characters, it takes ${column.column.maxLength}`
      : null,
    ...clashes.map(([one, other]) => `but ${inWords(one)} is not ${inWords(other)}`),
    isInverted ? "the meaning is inverted: yes here is no there" : null,
  ].filter((part) => part !== null);
  const text = [...new Set(parts)].join("; ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function sameness(
  element: FieldElement,
  isExact: boolean,
  byInitials: boolean,
  publisher: string | null,
): string | null {
  if (isExact) return publisher === null ? "same words" : "same words after removing the publisher prefix";
  if (byInitials) return "a short form of its name";
  return element.readings.length > 1 ? "near by one of its names" : null;
}

function sharedWords({ readings }: FieldElement, tokens: readonly { readonly key: string }[]): string | null {
  const shared = (readings[0]?.tokens ?? []).filter(({ key }) => tokens.some((token) => token.key === key));
  const words = shared.map(({ concept, word }) => concept?.name ?? word).map(inWords);
  return words.length === 0 ? "no word in common" : `both say ${[...new Set(words)].join(", ")}`;
}

function types(field: SourceField, column: TargetColumn, fit: number): string | null {
  const kind = column.type === "memo" ? "long text" : column.type === "instant" ? "date" : column.type;
  if (fit >= 0.9) return `both hold ${kind}`;
  return fit >= 0.5 ? `not every ${field.type} can be read as ${kind}` : `${field.type} hardly fits ${kind}`;
}

const spelled: Readonly<Record<string, string>> = {
  own: "the patient's own",
  kin: "next of kin",
  gp: "GP",
  ndis: "NDIS",
  dva: "DVA",
  mhcp: "mental health care plan",
  cdm: "care plan",
  sms: "SMS",
  casemanager: "case manager",
  planmanager: "plan manager",
  supportcoordinator: "support coordinator",
  healthfund: "health fund",
  providernumber: "provider number",
  emergency: "emergency contact",
};

function inWords(name: string): string {
  return spelled[name] ?? name;
}
