import { answerOf, isAnswerList } from "@flit/core/answer-field";
import { evaluateText, type Scope, scopeOf } from "@flit/core/evaluate";
import type { Expression, MapContext } from "@flit/core/mapping";
import type { SourceRecord } from "@flit/core/record";
import { allParts } from "@flit/core/rewrite-expression";

/** A value a rule reads, under the path it stands at. */
export interface SourceValue {
  readonly path: string;
  readonly text: string | null;
  /** How many records stand there, for to-many joins. */
  readonly count: number | null;
}

/** Reads what rules are made of from one record and its joins. */
export function sourceReader(record: SourceRecord, joins: MapContext["joins"], cutOff: string) {
  const scope = scopeOf(record, contextOf(joins, cutOff));
  return (expression: Expression): readonly SourceValue[] => {
    const found = new Map<string, SourceValue>();
    const parts = allParts(expression);
    // A list of answers is told by the answers that are taken from it.
    const lists = new Set(parts.flatMap((part) => (part.op === "transform" && answerOf(part) !== null ? part.of : [])));
    for (const part of parts.filter((one) => !lists.has(one))) {
      const value = sourceValue(part, scope);
      if (value !== null) found.set(value.path, value);
    }
    return [...found.values()];
  };
}

function sourceValue(part: Expression, scope: Scope): SourceValue | null {
  const answer = answerOf(part);
  if (answer !== null) return { path: answer, text: evaluateText(part, scope), count: null };
  if (part.op === "meta") {
    if (part.of === ".") return null;
    const path = part.of === undefined ? `meta:${part.name}` : `@${part.of.replace(/^@/, "")}.meta:${part.name}`;
    return { path, text: evaluateText(part, scope), count: null };
  }
  // What stands inside a list is told by the list.
  if (part.op !== "field" || part.path.startsWith(".") || isAnswerList(part.path)) return null;
  const alias = /^@([^.]+)$/.exec(part.path)?.[1];
  const joined = alias === undefined ? null : (scope.context.joins[alias] ?? null);
  if (alias === undefined) return { path: part.path, text: evaluateText(part, scope), count: null };
  const count = joined === null ? 0 : "object" in joined ? 1 : joined.length;
  return { path: part.path, text: null, count };
}

/** Nothing is looked up: only the record and its joins are read. */
function contextOf(joins: MapContext["joins"], cutOff: string): MapContext {
  const table = {
    name: "",
    displayName: "",
    primaryId: "",
    primaryName: "",
    isCustom: false,
    isCustomisable: false,
    hasDocuments: false,
    isBulkCapable: false,
    columns: {},
    keys: [],
  };
  const nothing = { link: () => undefined, owner: () => null, rowId: () => "" };
  return { joins, ...nothing, fallbackOwner: "", environment: {}, table, cutOff };
}
