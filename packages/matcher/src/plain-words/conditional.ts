import type { Condition, Expression } from "@flit/core/mapping";
import type { WordContext } from "@flit/core/plain-words";
import { namedField } from "./named-field.ts";
import { transformed } from "./operation.ts";
import { asked, following, plainly, type Reading } from "./reading.ts";
import { literalAt } from "./words.ts";

const nothing: Expression = { op: "constant", value: null };
const emptyWords =
  "(?:is |are |was |stands |being )?(?:empty|blank|missing|not (?:filled|given|there|set|known)|unfilled|nothing there)";
const writes = "(?:use|take|write|put|fill in|insert|set|make|give|it becomes)";
const filledWords =
  "(?:is |are )?(?:filled(?: in)?|not (?:empty|blank)|given|there|present|something|anything|set|(?:has|contains|holds) (?:a value|something|anything))";

/** A value as words name it: a quoted text, nothing, a field; a bare word is asked about. */
export function valueNamed(words: string, context: WordContext, quoted: readonly string[]): Reading | null {
  const text = words.trim().replace(/^(?:the (?:text|word|value) |to )/, "");
  const literal = literalAt(text, quoted);
  if (literal !== null) return literal === "" ? null : plainly({ op: "constant", value: literal });
  if (/^(?:nothing|empty|blank|leave (?:it )?(?:empty|blank))$/.test(text)) return plainly(nothing);
  if (/^(?:yes|no|true|false)$/.test(text)) return answer(/^(?:yes|true)$/.test(text), context);
  const field = namedField(words, context);
  if (field !== null) return field;
  if (!/^[\p{L}\p{N}][\p{L}\p{N} .-]{0,40}$/u.test(text) || /\b(?:if|then|and|or|otherwise|else)\b/.test(text))
    return null;
  const written = text.slice(0, 1).toUpperCase() + text.slice(1);
  return asked(`Is “${text}” the text to write? No field is called so.`, [
    { label: `The text “${written}”`, value: { op: "constant", value: written } },
  ]);
}

/** Yes or no as the column takes it; null for columns that have neither. */
function answer(isYes: boolean, { column }: WordContext): Reading | null {
  const type = column?.type ?? "text";
  if (type === "boolean") return plainly({ op: "constant", value: isYes });
  if (type === "text" || type === "memo") return plainly({ op: "constant", value: isYes ? "Yes" : "No" });
  const option = column?.options.find(({ label }) => label.trim().toLowerCase() === (isYes ? "yes" : "no"));
  return option === undefined ? null : plainly({ op: "constant", value: option.value });
}

/** What stands in for an empty value: "if it is empty use Y", "use Y if empty", "or else Y". */
export function ifEmpty(
  phrase: string,
  of: Expression,
  context: WordContext,
  quoted: readonly string[],
): Reading | null {
  const first = new RegExp(
    `^(?:if|when|where)(?: (.+?))? ${emptyWords}(?:(?:, then|,| then)(?: ${writes})?| ${writes})(?: it)?(?: to)? (.+)$`,
  ).exec(phrase);
  const last = new RegExp(`^(?:use |take |write |put )?(.+?),? (?:if|when|where)(?: (.+?))? ${emptyWords}$`).exec(
    phrase,
  );
  const otherwise =
    /^(?:otherwise|or else|or|else|default(?:s)?(?: to| is)?|fall ?back(?: to)?|failing that)(?: use| take| write)? (.+)$/.exec(
      phrase,
    );
  const subject = first ? first[1] : last?.[2];
  const value = first ? first[2] : last ? last[1] : otherwise?.[1];
  if (value === undefined) return null;
  const source = subject === undefined ? plainly(of) : namedField(subject, context);
  const other = valueNamed(value, context, quoted);
  if (source === null || other === null) return null;
  return following(source, (base) => following(other, (next) => plainly({ op: "firstOf", of: [base, next] })));
}

/** A field or another: "X, or Y if X is empty", "X otherwise Y", "the first filled of X and Y". */
export function firstFilled(phrase: string, context: WordContext, quoted: readonly string[]): Reading | null {
  const list =
    /^(?:use |take )?(?:the )?first (?:filled|one|that is filled|non-?empty|filled one)(?: one)? of (.+)$/.exec(phrase);
  const names = list
    ? (list[1] ?? "").split(/\s*,\s*(?:and |or )?|\s+(?:and|or)\s+/)
    : (new RegExp(
        `^(?:use |take )?(.+?),? (?:or if (?:it|that) ${emptyWords}(?: use| take)?|and if (?:it|that) ${emptyWords}(?: use| take)?|otherwise|or else|else|or)(?: use| take)? (.+?)(?:,? if (?:(?:it|that) )?(?:not|${emptyWords}))?$`,
      )
        .exec(phrase)
        ?.slice(1) ?? []);
  if (names.length < 2 || names.length > 8) return null;
  let all: Reading | null = plainly({ op: "firstOf", of: [] });
  for (const name of names) {
    const value = valueNamed(name ?? "", context, quoted);
    if (value === null || all === null) return null;
    all = following(all, (so) =>
      following(value, (next) => plainly(so.op === "firstOf" ? { ...so, of: [...so.of, next] } : so)),
    );
  }
  return all;
}

/** "Yes if it contains X, otherwise no", "X if Y is empty, else Z". */
export function conditional(
  phrase: string,
  of: Expression | null,
  context: WordContext,
  quoted: readonly string[],
): Reading | null {
  const after =
    /^(?:(?:put|write|use|set|say|make it|answer|tick|it is) )?(.+?),? (?:if|when|where|whenever) (.+?)(?:,? (?:otherwise|else|or else|and if not|if not)(?:,? (?:put|write|use|set|say))? (.+))?$/.exec(
      phrase,
    );
  const before =
    /^(?:if|when|where|whenever) (.+?)(?:,? then|,)? (?:put|write|use|set|say|make it|answer|it is|then) (.+?)(?:,? (?:otherwise|else|or else|and if not|if not)(?:,? (?:put|write|use|set|say))? (.+))?$/.exec(
      phrase,
    );
  const whether = /^(?:(?:check|say|tell|ask)(?: me)? )?(?:whether|if) (.+)$/.exec(phrase);
  for (const [value, test, other] of [
    after ? [after[1], after[2], after[3]] : null,
    before ? [before[2], before[1], before[3]] : null,
    whether ? ["yes", whether[1], "no"] : null,
  ].filter((one) => one !== null)) {
    const condition = conditionOf(test ?? "", of, context, quoted);
    if (condition === null) continue;
    const yes = valueNamed(value ?? "", context, quoted);
    const isYesOrNo = /^(?:yes|no|true|false)$/.test(value ?? "");
    const opposite = /^(?:yes|true)$/.test(value ?? "") ? "no" : "yes";
    const no =
      other !== undefined
        ? valueNamed(other, context, quoted)
        : isYesOrNo
          ? valueNamed(opposite, context, quoted)
          : plainly(nothing);
    if (yes === null || no === null) continue;
    const asks = condition.asksWhetherFilled;
    // Without a word about all others, both could be meant: nothing, and what stands there.
    if (other === undefined && !isYesOrNo && of !== null)
      return following(condition.reading, (read) =>
        following(yes, (then) =>
          asked("What is written otherwise?", [
            { label: "Nothing", value: decided(read, asks, then, nothing) },
            { label: "The value as it is", value: decided(read, asks, then, of) },
          ]),
        ),
      );
    return following(condition.reading, (read) =>
      following(yes, (then) => following(no, (otherwise) => plainly(decided(read, asks, then, otherwise)))),
    );
  }
  return null;
}

/** A condition stands as `when`; of an empty value nothing is said, unless its being empty is what is asked. */
function decided(read: Expression, asksWhetherFilled: boolean, then: Expression, otherwise: Expression): Expression {
  if (read.op !== "when") return read;
  const tested = { ...read, then, else: otherwise };
  const [subject] = subjectsOf(read.test);
  if (asksWhetherFilled || subject === undefined || isNothing(otherwise)) return tested;
  return {
    op: "when",
    test: { op: "filled", of: subject },
    // biome-ignore lint/suspicious/noThenProperty: the map language's own word, never awaited.
    then: tested,
    else: nothing,
  };
}

function isNothing(expression: Expression): boolean {
  return expression.op === "constant" && expression.value === null;
}

function subjectsOf(test: Condition): readonly Expression[] {
  if (test.op === "not") return subjectsOf(test.of);
  if (test.op === "all" || test.op === "any") return test.of.flatMap(subjectsOf);
  return test.of.op === "transform" && test.of.name === "containsText" ? test.of.of : [test.of];
}

function conditionOf(words: string, of: Expression | null, context: WordContext, quoted: readonly string[]) {
  const forms: readonly (readonly [RegExp, (subject: Expression, text: string) => Condition | null])[] = [
    [new RegExp(`^(?:(.+?) )?${emptyWords}()$`), (one) => ({ op: "not", of: { op: "filled", of: one } })],
    [new RegExp(`^(?:(.+?) )?${filledWords}()$`), (one) => ({ op: "filled", of: one })],
    [
      /^(?:(.+?) )?(?:does not|doesn't|do not|don't) (?:contain|include|mention|have|say) (.+)$/,
      (one, text) => ({ op: "not", of: contains(one, text) }),
    ],
    [/^(?:(.+?) )?(?:contains?|includes?|mentions?|has|says?|containing) (.+)$/, contains],
    [
      /^(?:(.+?) )?(?:is not|isn't|is different from|does not equal) (.+)$/,
      (one, text) => ({ op: "not", of: { op: "equals", of: one, to: text } }),
    ],
    [/^(?:(.+?) )?(?:is exactly|is equal to|equals|is|=) (.+)$/, (one, text) => ({ op: "equals", of: one, to: text })],
  ];
  for (const [index, [form, make]] of forms.entries()) {
    const found = form.exec(words);
    if (!found) continue;
    const subject = found[1] === undefined ? (of === null ? null : plainly(of)) : namedField(found[1], context);
    const text = found[2] ? wordsNamed(found[2], quoted) : "";
    if (subject === null || text === null) continue;
    const reading = following(subject, (one) => {
      const test = make(one, text);
      // biome-ignore lint/suspicious/noThenProperty: the map language's own word, never awaited.
      return test === null ? null : plainly({ op: "when", test, then: nothing, else: nothing });
    });
    if (reading !== null) return { reading, asksWhetherFilled: index < 2 };
  }
  return null;
}

function contains(of: Expression, text: string): Condition {
  return { op: "equals", of: transformed("containsText", of, { text }), to: true };
}

/** A text to look for: quoted, or a bare word or two that cannot be anything else. */
function wordsNamed(words: string, quoted: readonly string[]): string | null {
  const text = words.trim().replace(/^(?:the )?(?:word|text|letters?|value) /, "");
  const literal = literalAt(text, quoted);
  if (literal !== null) return literal === "" ? null : literal;
  return /^[\p{L}\p{N}][\p{L}\p{N}.-]*(?: [\p{L}\p{N}.-]+){0,3}$/u.test(text) &&
    !/\b(?:and|or|if|then|otherwise)\b/.test(text)
    ? text
    : null;
}
