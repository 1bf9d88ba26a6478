import type { Expression } from "./mapping.ts";

/** Fields the account made up itself: they stand among the answers of a record, not under a key of their own. */
const kinds = {
  /** A custom field, by the token the platform gave it. */
  custom: { transform: "customField", key: "custom_fields", option: "token" },
  /** A question of a note, by the key of its wording: questions have no ids. */
  question: { transform: "noteAnswer", key: "content", option: "question" },
} as const;

export type AnswerKind = keyof typeof kinds;

/** Path of an answer as a FieldProfile and a rule's readings name it: `custom:<token>`, `question:<key>`. */
export function answerPath(kind: AnswerKind, id: string): string {
  return `${kind}:${id}`;
}

/** What kind of answer a path names; null when it is an ordinary key. */
export function answerKind(path: string): AnswerKind | null {
  const [kind] = path.split(":", 1);
  return path.includes(":") && (kind === "custom" || kind === "question") ? kind : null;
}

/** The rule that reads a field of the record itself. */
export function fieldRule(path: string): Expression {
  const kind = answerKind(path);
  if (kind === null) return { op: "field", path };
  const { transform, key, option } = kinds[kind];
  const id = path.slice(kind.length + 1);
  return { op: "transform", name: transform, of: [{ op: "field", path: key }], options: { [option]: id } };
}

/** The path of a rule that is a field of the record and nothing else; null for every other rule. */
export function fieldPath(rule: Expression): string | null {
  return rule.op === "field" ? rule.path : answerOf(rule);
}

/** The path of the answer a rule reads; null for every other rule. */
export function answerOf(rule: Expression): string | null {
  if (rule.op !== "transform") return null;
  for (const kind of ["custom", "question"] as const) {
    const { transform, option } = kinds[kind];
    const id = rule.options?.[option];
    if (rule.name === transform && typeof id === "string") return answerPath(kind, id);
  }
  return null;
}

/** Whether a path is the list of answers that others name one by one. */
export function isAnswerList(path: string): boolean {
  return path === kinds.custom.key || path.startsWith(`${kinds.custom.key}.`);
}
