import type { Expression } from "@flit/core/mapping";
import type { WordContext } from "@flit/core/plain-words";
import { namedField } from "./named-field.ts";
import { asked, following, plainly, type Reading } from "./reading.ts";
import { joiningOf, literalAt } from "./words.ts";

const started =
  /^(?:join|combine|merge|concatenate|concat|glue|link|put together|add together|bring together|put)(?: together)? (?:the )?(.+)$/;
const withSign =
  /^(.+?)(?:,? (?:with|by|using|separated by|divided by|joined by|and put|and)(?: together)?(?: with)? )((?:an?|the)? ?[^\s]+(?: (?:and (?:a )?space|stop|break|line|space|sign|bracket))?(?: between(?: them| each)?)?)$/;
const together = /,? (?:together|as one(?: text)?|into one(?: text| field)?)$/;

/** Several fields joined to one text; without a word about what stands between them it is asked. */
export function joinedFields(phrase: string, context: WordContext, quoted: readonly string[]): Reading | null {
  const verb = started.exec(phrase);
  const body = verb?.[1] ?? phrase;
  const found = withSign.exec(body);
  const separator = found ? joiningOf(found[2] ?? "", quoted) : null;
  if (found && separator !== null) {
    const list = listOf((found[1] ?? "").replace(together, ""), context, quoted);
    return list && following(list, (of) => plainly(withSeparator(of, separator)));
  }
  const list = listOf(body.replace(together, ""), context, quoted);
  if (list === null || (verb === null && !/ (?:and|followed by|plus) | ?\+ ?/.test(body))) return null;
  return following(list, (of) =>
    asked("What stands between them?", [
      { label: "A space", value: withSeparator(of, " ") },
      { label: "A comma", value: withSeparator(of, ", ") },
      { label: "Nothing", value: withSeparator(of, "") },
      { label: "A new line", value: withSeparator(of, "\n") },
    ]),
  );
}

/** The fields of a list as one rule; at least two, every one of them known. */
function listOf(words: string, context: WordContext, quoted: readonly string[]): Reading | null {
  const names = words
    .split(/\s*,\s*(?:and )?|\s+and\s+(?:then\s+)?|\s+followed by\s+|\s+plus\s+|\s*\+\s*|\s*&\s*/)
    .filter((name) => name !== "");
  if (names.length < 2 || names.length > 12) return null;
  let all: Reading | null = plainly({ op: "join", of: [], separator: "" });
  for (const name of names) {
    const literal = literalAt(name, quoted);
    const field: Reading | null =
      literal === null ? namedField(name, context) : plainly({ op: "constant", value: literal });
    if (field === null || all === null) return null;
    all = following(all, (so) => following(field, (next) => plainly(appended(so, next))));
  }
  return all;
}

function appended(list: Expression, next: Expression): Expression {
  return list.op === "join" ? { ...list, of: [...list.of, next] } : list;
}

function withSeparator(list: Expression, separator: string): Expression {
  return list.op === "join" ? { ...list, separator } : list;
}
