import { sha256Hex } from "../ids.ts";
import type { Json } from "../record.ts";
import { at, listOf, toText } from "../to-text.ts";
import { answerText } from "./answer-text.ts";

/** An answered question of a note. */
export interface NoteAnswer {
  /** Stands for the wording; the same in every template. */
  readonly key: string;
  readonly label: string;
  /** As Cliniko calls it: text, paragraph, date, checkboxes, radiobuttons, bodycharts, or what a later version adds. */
  readonly type: string;
  /** Null when nobody answered. */
  readonly text: string | null;
}

/** Every question of a note or form in its order; those without a wording are none anybody could name. */
export function noteAnswers(content: Json): readonly NoteAnswer[] {
  return listOf(at(content, "sections")).flatMap((section) =>
    listOf(at(section, "questions")).flatMap((question) => {
      const label = toText(at(question, "name"))?.trim() ?? "";
      if (label === "") return [];
      const type = toText(at(question, "type")) ?? "";
      return [{ key: questionKey(label), label, type, text: answerText(question) }];
    }),
  );
}

/** The answers a note gives to one question, a line each when it is asked several times. */
export function noteAnswer(content: Json, key: string): string | null {
  const said = noteAnswers(content).flatMap((answer) =>
    answer.key === key && answer.text !== null ? answer.text : [],
  );
  return said.length === 0 ? null : said.join("\n");
}

/** Questions have no ids: the wording is one, whatever its capitals, spaces and closing sign. */
function questionKey(label: string): string {
  const wording = label
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replace(/\s*[:?]+$/, "");
  return sha256Hex(wording).slice(0, 16);
}
