import type { Expression } from "@flit/core/mapping";
import type { WordContext } from "@flit/core/plain-words";
import { conditional, firstFilled, ifEmpty, valueNamed } from "./conditional.ts";
import { joinedFields } from "./joined-fields.ts";
import { labelOf, namedField } from "./named-field.ts";
import { operationOf } from "./operations.ts";
import { asked, following, plainly, type Reading } from "./reading.ts";
import { literalAt } from "./words.ts";

const mostSteps = 6;

/** What a sentence makes of a value. Every word of it has to be understood; null when one is not. */
export function sentence(
  text: string,
  of: Expression | null,
  context: WordContext,
  quoted: readonly string[],
  steps = mostSteps,
): Reading | null {
  const step = clause(text, of, context, quoted);
  if (step !== null || steps <= 1) return step;
  // "A, then B": B is done to what A made. "A and B" as well where both are things to do.
  for (const cut of text.matchAll(
    /;\s*(?:and\s+)?(?:then\s+)?|,?\s+and then\s+|,?\s+then\s+|\.\s+|,\s+and\s+|,\s+|\s+and\s+/g,
  )) {
    const [head, tail] = [text.slice(0, cut.index).trim(), text.slice(cut.index + cut[0].length).trim()];
    if (head === "" || tail === "") continue;
    const before = clause(head, of, context, quoted);
    const after =
      before && following(before, (value) => sentence(tail, value, { ...context, subject: value }, quoted, steps - 1));
    if (after) return after;
  }
  return null;
}

function clause(text: string, of: Expression | null, context: WordContext, quoted: readonly string[]): Reading | null {
  const done = of === null ? null : operationOf(text, of, context, quoted);
  // A field may be called like something that can be done: "Year".
  const label = labelOf(text, context);
  const called = label === null ? null : namedField(text, context);
  if (done && called)
    return asked("A field is called so, and it can be done as well. Which is meant?", [
      ...called.meanings.map((one) => ({ ...one, label: `The field ${one.label || label}` })),
      ...done.meanings.map((one) => ({ ...one, label: one.label || "What can be done to the value" })),
    ]);
  return (
    called ??
    done ??
    inverted(text, of, context) ??
    (of === null ? null : ifEmpty(text, of, context, quoted)) ??
    conditional(text, of, context, quoted) ??
    ofField(text, context, quoted) ??
    joinedFields(text, context, quoted) ??
    fixed(text, context, quoted) ??
    firstFilled(text, context, quoted) ??
    wholeField(text, context)
  );
}

/** "the digits of the phone number", "phone number in upper case", "surname without spaces". */
function ofField(text: string, context: WordContext, quoted: readonly string[]): Reading | null {
  for (const cut of text.matchAll(/\s+(?:of|from|in)\s+/g)) {
    const reading = doneTo(text.slice(cut.index + cut[0].length), text.slice(0, cut.index), context, quoted);
    if (reading) return reading;
  }
  for (const cut of text.matchAll(/(?:,|\s)\s*(?=(?:in|as|to|into|without|with|cut|split|formatted|replace)\s)/g)) {
    const head = text.slice(0, cut.index).replace(/^(?:turn|convert|change|make|put|write|show|take|use|format) /, "");
    const reading = doneTo(head, text.slice(cut.index + cut[0].length), context, quoted);
    if (reading) return reading;
  }
  return null;
}

function doneTo(name: string, phrase: string, context: WordContext, quoted: readonly string[]): Reading | null {
  const field = namedField(name, context);
  return field && following(field, (value) => operationOf(phrase.trim(), value, context, quoted));
}

function wholeField(text: string, context: WordContext): Reading | null {
  const name = text.replace(
    /^(?:please )?(?:use|take|copy|write|show|put|the field|just|only) (?:the )?(?:field )?/,
    "",
  );
  return namedField(name, context);
}

/** "always «Australia»". */
function fixed(text: string, context: WordContext, quoted: readonly string[]): Reading | null {
  const bare = literalAt(text.replace(/^(?:write|put|use|set(?: it)? to|the text) /, ""), quoted);
  if (bare !== null && bare !== "") return plainly({ op: "constant", value: bare });
  const found = /^always(?: write| put| use| say)? (.+)$/.exec(text);
  if (found) return valueNamed(found[1] ?? "", context, quoted);
  return /^(?:leave (?:it )?(?:empty|blank)|write nothing|nothing|always empty)$/.test(text)
    ? plainly({ op: "constant", value: null })
    : null;
}

/** Yes becomes no; only of a value that is yes or no. */
function inverted(text: string, of: Expression | null, context: WordContext): Reading | null {
  const isMeant =
    /^(?:invert(?:ed)?(?: it)?|(?:the )?(?:opposite|reverse|contrary)|reverse(?: it)?|the other way (?:round|around)|negate(?:d)?(?: it)?|turn(?:ed)? (?:it )?(?:round|around)|(?:swap|switch) yes and no|yes becomes no(?: and no becomes yes)?|yes and no the other way (?:round|around))$/.test(
      text,
    );
  if (!isMeant || of === null) return null;
  const field = context.fields.find(({ rule }) => JSON.stringify(rule) === JSON.stringify(of));
  return field?.type === "boolean" ? plainly({ op: "choice", of, table: { true: false, false: true } }) : null;
}
