import { stanceOn } from "./values/alternatives.ts";

/** Whether a yes means that something may or does happen, or that it must not; null where the words do not say. */
export type Polarity = "positive" | "negative" | null;

const negative =
  /\bdo(?:es)? ?n[o']?t\b|\bdonot|\bdon['’]?t\b|\bno\b(?!\.|\s*\d)|\bnot\b|\bnever\b|\bnon[ -](?!binary)|opt[ -]?(?:ed[ -]?)?out|\bunsubscrib|\bdeclin|\brefus|\bwithdr|\bwithout\b|\bdisable|\bexclude|\bblock|\bstop\b|\bsuppress|\b(?:any|a) (?:problem|objection|concern|issue)s? (?:with|to|about)\b|\bobject(?:s|ion)? to\b|\bmind if\b|\bne\b.{0,30}\bpas\b/i;
const positive =
  /\bconsent|\bok\b|\bokay\b|\bhappy\b|\bagree|\baccept|\ballow|\bopt[ -]?(?:ed[ -]?)?in\b|\breceiv|\bpermi(?:t|ssion)|\bmay we\b|\bcan we\b|\bauthori[sz]|\bsubscrib|\bwants?\b|\bsend\b/i;

/** Reads it out of everything a field or column is called; a no anywhere counts. */
export function polarityOf(names: readonly string[]): Polarity {
  const spoken = names.map((name) => name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " "));
  if (spoken.some((name) => negative.test(name))) return "negative";
  return spoken.some((name) => positive.test(name)) ? "positive" : null;
}

/** What a field or column is called, and what a yes to it means. */
interface Spoken {
  readonly names: readonly string[];
  readonly polarity: Polarity;
}

/** Whether the yes of one is the no of the other. Silence on one side is a yes ("SMS reminders"), unless it names an alternative only ("Paper only"). */
export function isInvertedPair(field: Spoken, column: Spoken): boolean {
  const stance = stanceOn(field.names.join(", "), column.names[0] ?? "");
  return (stance === null ? field.polarity === "negative" : stance === "against") !== (column.polarity === "negative");
}
