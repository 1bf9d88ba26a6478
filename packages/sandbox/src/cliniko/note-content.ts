import { canaryMarker } from "./canary.ts";
import type { Json, Row } from "./row.ts";

const bodyChart = { name: "Body chart", type: "bodycharts", body_chart_ids: ["9001", "9002"] };

/** The tree of a treatment note or form: every question type, repeated names, unanswered questions, free "other" text. */
export function noteContent(number: number, complaint: string): Row | null {
  if (number === 1) return null;
  if (number === 0) return longContent();
  const questions: Json[] = [
    {
      name: "Presenting complaint",
      type: "paragraph",
      answer: `<p>Presents with <b>${complaint}</b>, session ${number}.</p>`,
    },
    { name: "Examination", type: "paragraph", answer: examination(number) },
    { name: "Pain out of 10", type: "text", answer: `${number % 11}` },
    // The same name again, and one that was never answered.
    { name: "Pain out of 10", type: "text", ...(number % 2 === 0 ? { answer: "at night: 3" } : {}) },
    { name: "Next review", type: "date", ...(number % 3 === 0 ? { answer: "2026-08-01" } : {}) },
    {
      name: "Techniques",
      type: "checkboxes",
      answers: [{ value: "Massage", selected: true }, { value: "Mobilisation" }, { value: "Taping", selected: true }],
      other: { enabled: true, selected: true, value: `Cupping ${number}` },
    },
    {
      name: "Side",
      type: "radiobuttons",
      answers: [{ value: "Left" }, { value: "Right", selected: true }],
      other: { enabled: false },
    },
    ...(number % 10 === 3 ? [bodyChart] : []),
    ...(number % 25 === 2 ? [{ name: "Signature pad", type: "hologram", answer: "a question type nobody knows" }] : []),
  ];
  return {
    sections: [
      { name: "Assessment", description: number % 4 === 0 ? null : "Subjective and objective", questions },
      { name: "Plan", description: "", questions: [{ name: "Plan", type: "paragraph", answer: plan(number) }] },
    ],
  };
}

function examination(number: number): string {
  if (number === 2) return "Older note<br>with line breaks only<br/><div>and a div</div>";
  if (number === 3)
    return `<p onclick="alert(1)">Unsafe <script>alert("x")</script>markup &amp; entities &lt;5&gt; &nbsp;</p>`;
  const list = "<ul><li>Flexion reduced</li><li>Extension full<ol><li>left 20°</li><li>right 35°</li></ol></li></ul>";
  return `<h2>Objective</h2>${list}<blockquote>Quoted referral</blockquote>${number % 29 === 4 ? `<p>${canaryMarker}</p>` : ""}`;
}

function plan(number: number): string {
  return number % 5 === 0 ? "" : "<p>Continue home programme.</p><ol><li>Heel raises</li><li>Bridges</li></ol>";
}

/** A note of more than 100,000 characters, with a surrogate pair at every possible place to cut. */
function longContent(): Row {
  const paragraph = `<p>${"Long history 🦴 of treatment and review. ".repeat(40)}</p>`;
  const questions = Array.from({ length: 70 }, (_, index) => ({
    name: `Part ${index + 1}`,
    type: "paragraph",
    answer: paragraph,
  }));
  return { sections: [{ name: "Whole history", description: "", questions }] };
}
