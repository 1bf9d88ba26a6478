import type { Json } from "../record.ts";
import { at, listOf, toText } from "../to-text.ts";
import { answerText } from "./answer-text.ts";
import { htmlToText } from "./html-to-text.ts";

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
