import type { Json } from "../record.ts";
import { at, listOf, toText } from "../to-text.ts";
import { htmlToText } from "./html-to-text.ts";
import { selectedText } from "./selected-text.ts";

/**
 * Everything a treatment note or patient form says, in its own order: sections, questions and answers. A question
 * nobody answered keeps its line.
 */
export function noteText(content: Json): string {
  return listOf(at(content, "sections"))
    .map(sectionText)
    .filter((text) => text !== "")
    .join("\n\n");
}

function sectionText(section: Json): string {
  const description = toText(at(section, "description"));
  const heading = [toText(at(section, "name")), description === null ? null : htmlToText(description)];
  const questions = listOf(at(section, "questions")).map(questionText);
  return [...heading, ...questions].filter((line) => line !== null && line !== "").join("\n");
}

function questionText(question: Json): string {
  const name = toText(at(question, "name"))?.trim() ?? "";
  const label = name === "" || /[:?]$/.test(name) ? name : `${name}:`;
  const answer = answerText(question) ?? "";
  return `${label}${answer.includes("\n") ? "\n" : " "}${answer}`.trim();
}

/** By what is there and not by the declared type, so that a type added later loses nothing. */
function answerText(question: Json): string | null {
  const answer = at(question, "answer");
  const written =
    at(question, "type") === "paragraph" && typeof answer === "string" ? htmlToText(answer) : toText(answer);
  const selected = selectedText(listOf(at(question, "answers")), at(question, "other"), "value");
  const charts = listOf(at(question, "body_chart_ids")).map(toText);
  const pointer = charts.length === 0 ? null : `Body chart: see Cliniko (${charts.join(", ")})`;
  const said = [written, selected, pointer].filter((text) => text !== null && text !== "");
  return said.length === 0 ? null : said.join("\n");
}
