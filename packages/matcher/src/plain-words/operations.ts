import type { Expression } from "@flit/core/mapping";
import type { WordContext } from "@flit/core/plain-words";
import type { TransformName } from "@flit/core/transforms";
import { dateOperations } from "./date-operations.ts";
import { type Operation, transformed } from "./operation.ts";
import { asked, plainly, type Reading } from "./reading.ts";
import { countOf, literalAt, ordinalOf, separatorOf } from "./words.ts";

const simple = (pattern: RegExp, name: TransformName, options?: Parameters<typeof transformed>[2]): Operation => ({
  pattern,
  read: (of) => plainly(transformed(name, of, options)),
});
const take =
  "(?:remove|delete|strip|drop|take out|take away|get rid of|cut out|without|no)(?: out| away)?(?: all| any| every)?(?: of)?(?: the| its)?";
const only = "(?: only| alone)?";

/** What can be done to one value, as people say it; what is left of a sentence must be one of them as a whole. */
const operations: readonly Operation[] = [
  simple(/^(?:digits|numerals|number characters)(?: only| alone)?$/, "keepCharacters", { kind: "digits" }),
  simple(
    /^(?:remove|strip|drop|delete) (?:everything|anything|all)(?: that is)? (?:but|except|not|other than)(?: the)? (?:digits|numbers|a digit)$/,
    "keepCharacters",
    { kind: "digits" },
  ),
  simple(/^(?:remove|strip|drop|delete)(?: all| the)? non[- ]?(?:digits|numeric(?: characters)?)$/, "keepCharacters", {
    kind: "digits",
  }),
  simple(/^(?:letters|alphabetic characters)(?: only| alone)?$/, "keepCharacters", { kind: "letters" }),
  simple(/^letters and (?:digits|numbers)(?: only| alone)?$/, "keepCharacters", { kind: "lettersAndDigits" }),
  {
    pattern: new RegExp(`^(?:numbers?|the number)${only}$`),
    read: (of) =>
      asked("A number can be taken in two ways. Which one?", [
        {
          label: "Its digits, as text: zeros at the front stay",
          value: transformed("keepCharacters", of, { kind: "digits" }),
        },
        { label: "The number it is, to count with", value: transformed("decimal", of) },
      ]),
  },
  simple(
    /^(?:(?:all |in )?(?:upper(?: ?-?case)?|capitals|capital letters|caps|block (?:letters|capitals))|upper ?-?case (?:letters|text|everything))$/,
    "upperCase",
  ),
  simple(/^(?:all )?(?:lower(?: ?-?case)?(?: letters| text)?|small letters|no capitals)$/, "lowerCase"),
  simple(
    /^(?:title ?-?case|proper ?-?case|name case|capitali[sz]e (?:each|every|all)(?: the)? words?|capitali[sz]e (?:the )?first letters?(?: of (?:each|every) word)?|(?:a )?capitals? (?:letter )?(?:for|at the start of) (?:each|every) word|first letters? (?:of (?:each|every) word )?(?:as (?:a )?capitals?|upper ?case|capitali[sz]ed))$/,
    "titleCase",
  ),
  {
    pattern: /^(?:capitali[sz]e|capitali[sz]ed)$/,
    read: (of) =>
      asked("Which capitals?", [
        { label: "All letters", value: transformed("upperCase", of) },
        { label: "The first letter of each word", value: transformed("titleCase", of) },
      ]),
  },
  simple(
    /^(?:trim(?:med)?|(?:remove|strip|drop|delete)(?: the)? (?:leading and trailing|surrounding|outer|extra) (?:spaces|blanks|white ?space)|(?:without|no|remove(?: the)?) spaces (?:around|at (?:the|both) ends?|before and after)(?: it)?)$/,
    "trim",
  ),
  simple(new RegExp(`^${take} (?:spaces|blanks|white ?space|gaps)$`), "dropCharacters", { kind: "spaces" }),
  simple(new RegExp(`^${take} (?:punctuation(?: marks)?|special characters|symbols|signs)$`), "dropCharacters", {
    kind: "punctuation",
  }),
  simple(new RegExp(`^${take} (?:digits|numbers|numerals)$`), "dropCharacters", { kind: "digits" }),
  simple(
    new RegExp(`^${take} (?:leading zeros?|zeros? (?:in|at the) (?:front|start|beginning)|initial zeros?)$`),
    "dropCharacters",
    {
      kind: "leadingZeros",
    },
  ),
  simple(new RegExp(`^${take} (?:letters)$`), "dropCharacters", { kind: "letters" }),
  simple(
    /^(?:plain text|(?:without|no|remove(?: the| all)?|strip(?: the)?) (?:html|formatting|tags|html tags|markup))$/,
    "htmlToText",
  ),
  simple(/^(?:first|top) line(?: only)?$/, "firstLine"),
  simple(
    /^(?:whole number|integer|round(?:ed)?(?: (?:it )?(?:to|as) (?:a |the nearest )?(?:whole number|integer|whole))?|(?:without|no) decimals)$/,
    "integer",
  ),
  simple(/^(?:decimal(?: number)?|numeric)$/, "decimal"),
  {
    pattern:
      /^(?:round(?:ed)?(?: it)? to |with |to )?(\S+) (?:decimals?|decimal places?|digits? after the (?:decimal )?point)$/,
    read: (of, [count = ""]) => {
      const scale = countOf(count);
      return scale === null || scale > 10 ? null : plainly(transformed("decimal", of, { scale }));
    },
  },
  {
    pattern: new RegExp(`^${take}(?: words?| texts?| characters?| letters?| signs?)? (.+)$`),
    read: (of, [what = ""], _context, quoted) => {
      const find = separatorOf(what, quoted);
      return find === null ? null : plainly(transformed("replaceText", of, { find, by: "" }));
    },
  },
  {
    pattern: /^(?:replace|swap|substitute|exchange)(?: every| all| each| any| the)? (.+?) (?:with|by|for) (.+)$/,
    read: (of, [what = "", other = ""], _context, quoted) => {
      const find = separatorOf(what, quoted);
      const by = other === "nothing" ? "" : (literalAt(other, quoted) ?? separatorOf(other, quoted));
      return find === null || by === null ? null : plainly(transformed("replaceText", of, { find, by }));
    },
  },
  {
    pattern: /^(first|last) (?:(\S+) )?(characters?|chars?|letters?|digits?|numbers?|signs?|words?|initial)$/,
    read: (of, [end = "", number = "", unit = ""]) => someOf(of, end, number, unit),
  },
  simple(/^(?:initial|first initial)$/, "firstCharacters", { count: 1 }),
  {
    pattern:
      /^(?:(?:cut|shorten|limit|truncate|clip)(?: it| off)?(?: to| at| after)?|(?:at most|no more than|up to|a maximum of|max|maximum)) (\S+)(?: characters?| chars?| letters?)?$/,
    read: (of, [number = ""]) => {
      const count = countOf(number);
      return count === null || count === 0 ? null : plainly(transformed("firstCharacters", of, { count }));
    },
  },
  {
    pattern:
      /^split(?: it)? (?:at|on|by|with|after|into parts at)(?: the| each| every| a| an)? (.+?)(?:,? and|,| then|, then)?(?: take| keep| use| get| give)(?: me)?(?: the)? (\S+)(?: (?:part|piece|item|bit|one|half|section|word|element))?$/,
    read: (of, [sign = "", which = ""], _context, quoted) => partRead(of, sign, ordinalOf(which), false, quoted),
  },
  {
    pattern:
      /^(\S+) (?:part|piece|item|bit|section|element)(?: after splitting| when split|,? split)(?: it)? (?:at|on|by|with)(?: the| each| every| a| an)? (.+)$/,
    read: (of, [which = "", sign = ""], _context, quoted) => partRead(of, sign, ordinalOf(which), false, quoted),
  },
  {
    pattern:
      /^(?:part|text|everything|all|what(?:ever)?(?: is| comes| stands)?|anything|the rest)(?: that (?:is|comes|stands))? before (?:(first|last) )?(.+)$/,
    read: (of, [which = "", sign = ""], _context, quoted) =>
      which === "last" ? null : partRead(of, sign, 1, false, quoted),
  },
  {
    pattern:
      /^(?:part|text|everything|all|what(?:ever)?(?: is| comes| stands| follows)?|anything|the rest)(?: that (?:is|comes|stands))? after (?:the )?(?:(first|last) )?(.+)$/,
    read: (of, [which = "", sign = ""], _context, quoted) =>
      partRead(of, sign, which === "last" ? -1 : 2, which !== "last", quoted),
  },
  ...dateOperations,
  {
    pattern:
      /^(?:(?:put|add|write|set|place|prefix|prepend)(?: it)?(?: with)? («\d+») (?:before|in front|at the (?:start|front|beginning))(?: of)?(?: it| the value| the text)?|(?:prefix|prepend)(?: it)?(?: with)? («\d+»))$/,
    read: (of, [mark = "", other = ""], _context, quoted) => glued(of, mark || other, quoted, "before"),
  },
  {
    pattern: /^(?:add|insert) («\d+»)$/,
    read: (of, [mark = ""], _context, quoted) => {
      const [before, after] = [glued(of, mark, quoted, "before"), glued(of, mark, quoted, "after")];
      const meanings = [...(before?.meanings ?? []), ...(after?.meanings ?? [])];
      const labels = ["Before the value", "After the value"];
      return asked(
        "Where is it to stand?",
        meanings.map((one, index) => ({ ...one, label: labels[index] ?? "" })),
      );
    },
  },
  {
    pattern:
      /^(?:put|add|write|append|place|set)(?: it)? («\d+») (?:after|behind|at the end|to the end)(?: of)?(?: it| the value| the text)?$/,
    read: (of, [mark = ""], _context, quoted) => glued(of, mark, quoted, "after"),
  },
  {
    pattern: /^(?:append|suffix(?: it)?(?: with)?) («\d+»)$/,
    read: (of, [mark = ""], _context, quoted) => glued(of, mark, quoted, "after"),
  },
  {
    pattern:
      /^(?:as it is|unchanged|no change|nothing (?:is )?changed?|copy(?: it)?(?: as it is)?|leave(?: it)? as it is|same)$/,
    read: (of) => plainly(of),
  },
];

/** What a phrase does to a value; null when it is none of what can be done. */
export function operationOf(
  phrase: string,
  of: Expression,
  context: WordContext,
  quoted: readonly string[],
): Reading | null {
  for (const words of new Set([phrase, withoutVerb(phrase), withoutVerb(phrase).replace(/ (?:it|this|them)$/, "")]))
    for (const { pattern, read } of operations) {
      const found = pattern.exec(words);
      const reading =
        found &&
        read(
          of,
          found.slice(1).map((one) => one ?? ""),
          context,
          quoted,
        );
      if (reading) return reading;
    }
  return null;
}

const verbs =
  /^(?:(?:please|just|only|simply|now|i want|i would like|i'd like|we want|we need|i need|let's|can you|could you)(?: you)?(?: to)? )*(?:(?:take|keep|use|get|give|give me|make|turn|convert|change|put|show|write|set|extract|return|bring|pick|have|format)(?: me)?(?: it| this| that| them| everything| the value| the text| the answer| all letters| all)?(?: to be| to| into| in| as| be)?(?: all in)? )?(?:only |just )?(?:(?:in|as|to|into) )?(?:the |an? |its |their |all the )?(?:only )?/;

function withoutVerb(phrase: string): string {
  return phrase.replace(verbs, "");
}

function someOf(of: Expression, end: string, number: string, unit: string): Reading | null {
  const count = number === "" ? 1 : countOf(number);
  // "First characters" does not say how many.
  if (count === null || count === 0 || (number === "" && unit.endsWith("s"))) return null;
  const signed = end === "last" ? -count : count;
  if (/^word/.test(unit))
    return count === 1 ? plainly(transformed("splitPart", of, { separator: " ", at: signed })) : null;
  const kind = /^(?:digit|number)/.test(unit) ? "digits" : null;
  const inner = kind === null ? of : transformed("keepCharacters", of, { kind });
  return plainly(transformed("firstCharacters", inner, { count: signed }));
}

function partRead(of: Expression, sign: string, at: number | null, toEnd: boolean, quoted: readonly string[]) {
  const separator = separatorOf(sign, quoted);
  if (separator === null || at === null) return null;
  return plainly(transformed("splitPart", of, { separator, at, ...(toEnd && { toEnd }) }));
}

function glued(of: Expression, mark: string, quoted: readonly string[], where: "before" | "after"): Reading | null {
  const text = literalAt(mark, quoted);
  if (text === null) return null;
  const constant: Expression = { op: "constant", value: text };
  const parts = where === "before" ? [constant, of] : [of, constant];
  // Without the value the text alone would mean nothing.
  return plainly({
    op: "when",
    test: { op: "filled", of },
    // biome-ignore lint/suspicious/noThenProperty: the map language's own word, never awaited.
    then: { op: "join", of: parts, separator: "" },
    else: { op: "constant", value: null },
  });
}
