import { answerKind } from "@flit/core/answer-field";
import { isSameJson } from "@flit/core/canonical-json";
import { describeExpression } from "@flit/core/describe-expression";
import { distinctBound } from "@flit/core/field-profile";
import { choicesIn } from "@flit/core/map-draft/choices-in";
import type { LineProblem } from "@flit/core/map-draft/line-problem";
import { allProblems } from "@flit/core/map-draft/problems-of";
import { valueOfProposal } from "@flit/core/map-draft/reconcile";
import { progressOf, riskOf, rowsOf } from "@flit/core/map-draft/risk-of";
import type { MapLine } from "@flit/core/map-line";
import type { ObjectMap } from "@flit/core/mapping";
import type { LoadedKnowledge } from "@flit/engine/mapping/load-knowledge";
import type { LineView, ObjectView } from "../../features/mapping/line-view.ts";
import { type Fields, fieldsOf, fieldsRead, namesIn, sectionOf } from "./field-names.ts";

type Tables = ReturnType<LoadedKnowledge["tablesOf"]>;

/** Lines and objects as pages show them. */
export function viewLines(
  knowledge: LoadedKnowledge,
  lines: readonly MapLine[],
  comments: ReadonlyMap<string, number>,
): { readonly lines: LineView[]; readonly objects: ObjectView[] } {
  const { curated, profiles, findings } = knowledge;
  const tables = knowledge.tablesOf(lines);
  const problems = allProblems({ curated, lines, tables, profiles, findings });
  const byLine = Map.groupBy(problems, ({ lineId }) => lineId);
  const fields = fieldsOf(profiles);
  const maps = new Map(curated.objects.map((map) => [map.key, map]));
  const views = lines.flatMap((line) => {
    const map = maps.get(line.mapping);
    if (!map) return [];
    const own = byLine.get(line.id) ?? [];
    return [viewLine(line, map, own, { knowledge, tables, fields, comments: comments.get(line.id) ?? 0 })];
  });
  const objects = progressOf(lines, problems).flatMap(({ mapping, ...progress }): ObjectView[] => {
    const map = maps.get(mapping);
    if (!map) return [];
    const table = tables[map.target.table]?.displayName ?? map.target.table;
    return [{ key: mapping, title: map.title, table, ...progress }];
  });
  const order = new Map(curated.objects.map(({ key }, position) => [key, position]));
  return { lines: views, objects: objects.toSorted((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0)) };
}

interface Around {
  readonly knowledge: LoadedKnowledge;
  readonly tables: Tables;
  readonly fields: Fields;
  readonly comments: number;
}

function viewLine(line: MapLine, map: ObjectMap, problems: readonly LineProblem[], around: Around): LineView {
  const { knowledge, fields } = around;
  const { value, proposal } = line;
  const options = value.column === null ? null : around.tables[map.target.table]?.columns[value.column]?.optionLabels;
  const rule = describeExpression(value.value, namesIn(map, fields), (one) => options?.[String(one)] ?? null);
  const read = fieldsRead(value.value, map, fields);
  const [main] = read;
  const fullest = read.toSorted((a, b) => b.filled - a.filled)[0];
  return {
    id: line.id,
    mapping: line.mapping,
    position: line.position,
    source: {
      label: main?.label ?? rule,
      path: main?.path ?? "",
      object: main?.object ?? map.source.object,
      type: main?.type ?? "",
      section: main ? sectionOf(main, knowledge.curated) : null,
      isCustom: read.some(({ path }) => answerKind(path) !== null),
    },
    rule,
    column: columnOf(line, map, around),
    band: proposal?.band ?? null,
    reason: proposal?.reason ?? "Added by hand.",
    loses: value.loses,
    isLocked: proposal?.isLocked ?? false,
    isChanged: proposal === null || !isSameJson(value, valueOfProposal(proposal)),
    hasChoices: choicesIn(value.value).length > 0,
    decision: line.decision,
    decidedBy: line.decidedBy?.name ?? null,
    decidedAt: line.decidedAt,
    revision: line.revision,
    problems: problems.map(({ lineId: _, ...problem }) => problem),
    counts: fullest
      ? {
          filled: fullest.filled,
          records: fullest.records,
          distinct: Math.min(fullest.distinct, distinctBound),
          longest: fullest.longest,
        }
      : null,
    risk: riskOf(line, rowsOf(line, map, knowledge.profiles), problems),
    comments: around.comments,
  };
}

function columnOf({ value }: MapLine, map: ObjectMap, { knowledge, tables }: Around): LineView["column"] {
  const { column: name, create } = value;
  if (name === null) return null;
  const { table } = map.target;
  const planned = tables[table]?.columns[name];
  const isThere = knowledge.live.tables[table]?.columns[name] !== undefined;
  return {
    name,
    label: planned?.displayName ?? create?.displayName ?? name,
    type: planned?.type ?? create?.type ?? "",
    maxLength: planned?.maxLength ?? create?.maxLength ?? null,
    state: isThere ? "existing" : create !== null ? "own" : planned ? "planned" : "missing",
  };
}
