import type { Json } from "../record.ts";
import { at, listOf, toText } from "../to-text.ts";
import { htmlToText } from "./html-to-text.ts";
import { selectedText } from "./selected-text.ts";

/**
 * What was answered to a question of a note or form, null when nobody did. By what is there and not by the declared
 * type, so that a type added later loses nothing.
 */
export function answerText(question: Json): string | null {
  const answer = at(question, "answer");
  const written =
    at(question, "type") === "paragraph" && typeof answer === "string" ? htmlToText(answer) : toText(answer);
  const selected = selectedText(listOf(at(question, "answers")), at(question, "other"), "value");
  const charts = listOf(at(question, "body_chart_ids")).map(toText);
  const pointer = charts.length === 0 ? null : `Body chart: see Cliniko (${charts.join(", ")})`;
  const said = [written, selected, pointer].filter((text) => text !== null && text !== "");
  return said.length === 0 ? null : said.join("\n");
}
