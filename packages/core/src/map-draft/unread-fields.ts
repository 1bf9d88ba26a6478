import { answerKind, fieldRule } from "../answer-field.ts";
import type { FieldProfile } from "../field-profile.ts";
import type { LineProposal } from "../map-line.ts";
import type { Expression, Join, ObjectMap } from "../mapping.ts";
import type { FieldProposal, SourceField } from "../matcher.ts";
import { type FieldKey, isRead, readsOfMap } from "../reads-of.ts";
import type { CuratedMap } from "./curated-map.ts";
import { unreadLineId } from "./line-ids.ts";
import { sourceFieldOf } from "./source-field.ts";

const maxRunnersUp = 5;

/** A field with data that no map reads, and the map it could be added to. */
export interface UnreadField {
  readonly id: string;
  readonly mapping: string;
  readonly field: SourceField;
  readonly value: Expression;
  /** The pair's reason to leave it out; null when nobody has thought about it yet. */
  readonly reason: string | null;
  /** Whether the organisation may have a column for it although the pair leaves it out: it is among what people are asked. */
  readonly isAsked: boolean;
}

/** Every field the audit found filled that reaches no row, in the order of the audit. */
export function unreadFields(curated: CuratedMap, profiles: readonly FieldProfile[]): readonly UnreadField[] {
  const byMap = curated.objects.map((map) => ({ map, reads: readsOfMap(map) }));
  const reads: readonly FieldKey[] = [...byMap.flatMap((one) => one.reads), ...curated.readElsewhere];
  const found = profiles
    .filter((profile) => profile.filled > 0 && !curated.envelope.includes(profile.path) && !isRead(profile, reads))
    .toSorted((a, b) => a.position - b.position)
    .flatMap((profile): UnreadField[] => {
      const place = placeOf(profile, byMap);
      const field = sourceFieldOf(profile);
      const isAsked = answerKind(profile.path) === "question";
      return place === null ? [] : [{ ...place, field, reason: reasonOf(profile, curated), isAsked }];
    });
  // Objects joined under one alias share a line; what nobody has thought about of one of them stays open.
  return [...Map.groupBy(found, ({ id }) => id).values()].flatMap(
    (same) => same.find(({ reason }) => reason === null) ?? same.slice(0, 1),
  );
}

function reasonOf({ object, path }: FieldKey, { leftOut, questions }: CuratedMap): string | null {
  if (answerKind(path) === "question") return questions?.[object] ?? null;
  const [field = path] = path.split(".");
  return leftOut[object]?.[field] ?? leftOut[object]?.["*"] ?? null;
}

/** Its line: not carried, sure when the pair says why, else with the columns that came near; or what was decided before. */
export function unreadLine(unread: UnreadField, answer: FieldProposal | undefined): LineProposal {
  const value = { column: null, phase: "fields", value: unread.value, loses: null, create: null } as const;
  if (unread.reason !== null && answer === undefined)
    return {
      ...value,
      origin: "curated",
      band: "high",
      probability: 0.95,
      reason: `Left out: ${unread.reason}`,
      runnersUp: [],
      isLocked: false,
    };
  const { origin = "matcher", column = null } = answer ?? {};
  // What people meant before, or had a model choose, is proposed; words alone do not fill a column no map knows of.
  if (answer !== undefined && column !== null && (origin === "memory" || origin === "model")) {
    const { band, probability, reason, runnersUp } = answer;
    return { ...value, origin, column, band, probability, reason, runnersUp, isLocked: false };
  }
  const near = answer === undefined || answer.column === null ? [] : [{ column: answer.column, reason: answer.reason }];
  return {
    ...value,
    origin,
    band: "unsure",
    probability: 0.4,
    reason: unread.reason ?? "No line carries it. Choose a column, have one made, or leave it in the source.",
    runnersUp: [...near, ...(answer?.runnersUp ?? [])].slice(0, maxRunnersUp),
    isLocked: false,
  };
}

/** Where a rule can name the field: in a map its object drives, else one that joins it; the one that reads most of it. */
function placeOf(
  { object, path }: FieldKey,
  byMap: readonly { readonly map: ObjectMap; readonly reads: readonly FieldKey[] }[],
): Pick<UnreadField, "id" | "mapping" | "value"> | null {
  const ranked = byMap
    .map(({ map, reads }) => ({ map, count: distinct(reads, object) }))
    .toSorted((a, b) => b.count - a.count)
    .map(({ map }) => map);
  const driven = ranked.find((map) => map.source.object === object);
  if (driven) return { id: unreadLineId(driven.key, path), mapping: driven.key, value: fieldRule(path) };
  for (const map of ranked) {
    const join = map.source.joins.find((one) => objectsOfJoin(one).includes(object));
    if (!join) continue;
    const joined = `@${join.alias}.${path}`;
    const value: Expression =
      join.kind === "one"
        ? { op: "field", path: joined }
        : {
            op: "each",
            of: { op: "field", path: `@${join.alias}` },
            value: { op: "field", path: `.${path}` },
            separator: "\n",
          };
    return { id: unreadLineId(map.key, joined), mapping: map.key, value };
  }
  return null;
}

function objectsOfJoin(join: Join): readonly string[] {
  return join.kind === "one" ? join.objects : [join.object];
}

function distinct(reads: readonly FieldKey[], object: string): number {
  return new Set(reads.filter((read) => read.object === object).map(({ path }) => path)).size;
}
