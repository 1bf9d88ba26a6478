import type { DestinationTable } from "../destination.ts";
import type { FieldProfile } from "../field-profile.ts";
import { bandOf, type LineProposal, type MapLineValue } from "../map-line.ts";
import type { ObjectMap } from "../mapping.ts";
import { type FieldProposal, isRemembered, type Matcher, type MatchMemory, type SourceField } from "../matcher.ts";
import { type ContestedColumn, contestedColumns } from "./contested-columns.ts";
import type { CuratedMap, MatchedLine } from "./curated-map.ts";
import { filledColumns, freeColumns } from "./free-columns.ts";
import { isInverted } from "./is-inverted.ts";
import { keptChance } from "./kept-chance.ts";
import { type IdentifiedField, identified, lineValueOf } from "./line-ids.ts";
import type { ProposedLine } from "./proposed-line.ts";
import { type UnreadField, unreadFields, unreadLine } from "./unread-fields.ts";

/** A curated line that loses something, turns a meaning round or is claimed by another field is for people to look at. */
const mostSpecial = 0.75;
/** Leaving values behind is never sure enough to be confirmed with others. */
const mostOfLeft = 0.79;
const maxRunnersUp = 5;

/** An answer of which it is known who gave it. */
export type OriginatedProposal = FieldProposal & Required<Pick<FieldProposal, "origin">>;

export interface ProposalInput {
  readonly curated: CuratedMap;
  readonly profiles: readonly FieldProfile[];
  /** Tables as they will be once the plan is carried out. */
  readonly tables: { readonly [name: string]: DestinationTable };
  readonly matcher: Matcher;
  readonly memory: MatchMemory;
}

/** The proposed map: a line for each column that is filled, and one for each field with data that no column carries. */
export function linesOf(input: ProposalInput): readonly ProposedLine[] {
  const unread = unreadFields(input.curated, input.profiles);
  return input.curated.objects.flatMap((map) =>
    linesOfMap(
      map,
      input,
      unread.filter(({ mapping }) => mapping === map.key),
    ),
  );
}

function linesOfMap(map: ObjectMap, input: ProposalInput, unread: readonly UnreadField[]): readonly ProposedLine[] {
  const { curated, tables, matcher, memory } = input;
  const columns = identified(map);
  const ids = new Set(columns.map(({ id }) => id));
  const matched = new Map(curated.matched.filter(({ lineId }) => ids.has(lineId)).map((one) => [one.lineId, one]));
  const fields = [
    ...[...matched.values()].map(({ field }) => sized(field, input.profiles)),
    ...unread.filter(({ reason, isAsked }) => reason === null || isAsked).map(({ field }) => field),
  ];
  const known = new Map(fields.map((field) => [field.id, field]));
  const columnsThere = freeColumns(map, tables[map.target.table], curated.prefix);
  const isOwn = (name: string) => columnsThere.some((column) => column.name === name && column.isCustom);
  const fixed = new Set([
    ...[...matched.values()].flatMap((one) => (one.isFixed ? [one.field.id] : [])),
    ...unread.flatMap(({ field, isAsked }) => (isAsked ? [field.id] : [])),
  ]);
  /** What was found for fields that the pair keeps in a column of ours, and how sure that leaves it. */
  const near = new Map<string, Near>();
  const answers = new Map(
    matcher.propose(fields, columnsThere, memory).flatMap((answer) => {
      // What the pair has checked by hand gives way to the organisation's own column alone: a sure one, or one that
      // another field claims as well.
      const wanted = isClaimedByOthers(answer) ? answer.runnersUp[0]?.column : answer.column;
      const isKept = fixed.has(answer.field) && (answer.band === "unsure" || wanted == null || !isOwn(wanted));
      if (isKept)
        near.set(answer.field, {
          chance: keptChance(answer, isOwn),
          runnersUp: answer.runnersUp.filter(({ column }) => isOwn(column)).slice(0, maxRunnersUp),
        });
      return isKept ? [] : [[answer.field, originated(answer, known.get(answer.field), memory)] as const];
    }),
  );
  const kept = [...matched.values()].flatMap(({ field: { id }, isFixed }) => {
    const answer = answers.get(id);
    const isOpen = !isFixed && answer?.column === null && answer.create !== null && answer.origin === "matcher";
    return isOpen ? (known.get(id) ?? []) : [];
  });
  const filled = filledColumns(map, tables[map.target.table], curated.prefix);
  const contests = contestedColumns(matcher, kept, { free: columnsThere, filled }, memory);
  const sides: Sides = { curated, answers, contests, near, fields: known };
  const proposals = [
    ...columns.map((one) => ({ id: one.id, proposal: columnProposal(one, matched.get(one.id), sides) })),
    ...unread.map((one) => ({ id: one.id, proposal: unreadLine(one, answers.get(one.field.id)) })),
  ];
  return proposals.map(({ id, proposal }, position) => ({ id, mapping: map.key, position, proposal }));
}

function originated(answer: FieldProposal, field: SourceField | undefined, memory: MatchMemory): OriginatedProposal {
  const isKnown = field !== undefined && isRemembered(answer, field, memory);
  return { ...answer, origin: answer.origin ?? (isKnown ? "memory" : "matcher") };
}

/** Columns of the organisation that came near to what the pair keeps in one of ours, and the chance that it belongs there. */
interface Near {
  readonly chance: number;
  readonly runnersUp: LineProposal["runnersUp"];
}

/** What is known when a line is proposed. */
interface Sides {
  readonly curated: CuratedMap;
  readonly answers: ReadonlyMap<string, OriginatedProposal>;
  /** By field: the filled column it seems to mean. */
  readonly contests: ReadonlyMap<string, ContestedColumn>;
  readonly near: ReadonlyMap<string, Near>;
  readonly fields: ReadonlyMap<string, SourceField>;
}

function columnProposal(one: IdentifiedField, matched: MatchedLine | undefined, sides: Sides): LineProposal {
  const { curated, answers, contests } = sides;
  const value = lineValueOf(one);
  const locked = curated.locked[one.id];
  if (locked !== undefined)
    return {
      ...value,
      origin: "curated",
      band: "high",
      probability: 1,
      reason: locked,
      runnersUp: [],
      isLocked: true,
    };
  const answer = matched && answers.get(matched.field.id);
  if (matched && answer) {
    const { column, origin, reason, runnersUp } = answer;
    if (isClaimedByOthers(answer)) return claimedLine(value, answer, sides);
    if (column === null && answer.create === null) return leftBehind(value, answer);
    const contest = contests.get(matched.field.id);
    if (contest !== undefined) return contestedLine(value, answer, contest);
    const { band, probability } = answer;
    const chosen = column === null ? value : { ...value, column, value: matched.plain };
    return { ...chosen, origin, band, probability, reason, runnersUp, isLocked: false };
  }
  const contested = curated.contested?.[one.id] ?? claimOn(value, sides);
  const special = contested !== null || value.loses !== null || isInverted(value.value);
  const near = matched && sides.near.get(matched.field.id);
  const chance = near?.chance ?? keptChance(undefined, () => false);
  const probability = special ? Math.min(mostSpecial, chance) : chance;
  return {
    ...value,
    origin: "curated",
    band: bandOf(probability),
    probability,
    reason: [contested, curatedReason(value)].filter((part) => part !== null).join(" "),
    runnersUp: near?.runnersUp ?? [],
    isLocked: false,
  };
}

/** A field that seems to mean a column another field fills: it keeps its own until somebody says which one counts. */
function contestedLine(
  value: MapLineValue,
  { origin, runnersUp }: OriginatedProposal,
  contest: ContestedColumn,
): LineProposal {
  const { column, probability, reason } = contest;
  return {
    ...value,
    origin,
    band: "review",
    probability: Math.min(mostOfLeft, probability),
    reason: `Another field fills ${column} already, and this one seems to mean it too. Decide which of them counts; a column of its own loses nothing.`,
    runnersUp: [{ column, reason }, ...runnersUp.filter((one) => one.column !== column)].slice(0, maxRunnersUp),
    isLocked: false,
  };
}

/** Whether several fields claim one column: which of them counts is never settled here. */
function isClaimedByOthers({ conflictsWith = [] }: FieldProposal): boolean {
  return conflictsWith.length > 0;
}

/** A field that claims a column together with others: each keeps its own until somebody says which one counts. */
function claimedLine(
  value: MapLineValue,
  { origin, probability, reason, runnersUp, conflictsWith = [] }: OriginatedProposal,
  { fields }: Sides,
): LineProposal {
  const rivals = conflictsWith.flatMap((id) => fields.get(id)?.label ?? []).map((label) => `“${label}”`);
  return {
    ...value,
    origin,
    band: "review",
    probability: Math.min(mostOfLeft, probability),
    reason: `${reason} The other: ${rivals.join(", ")}. Until then it keeps a column of its own, which loses nothing.`,
    runnersUp,
    isLocked: false,
  };
}

/** What other fields say against a column being filled as the pair proposes; null when none does. */
function claimOn({ column }: MapLineValue, { contests, fields }: Sides): string | null {
  const labels = [...contests].flatMap(([id, contest]) =>
    contest.column === column ? (fields.get(id)?.label ?? []) : [],
  );
  return labels.length === 0
    ? null
    : `${labels.map((label) => `“${label}”`).join(" and ")} could be meant for it as well.`;
}

/** A field whose own name says that nobody wants it: what it holds stays in the source only if somebody says so. */
function leftBehind(value: MapLineValue, { origin, probability, reason, runnersUp }: OriginatedProposal): LineProposal {
  const own = value.column === null ? [] : [{ column: value.column, reason: "A column of its own loses nothing." }];
  return {
    ...value,
    column: null,
    origin,
    band: "review",
    probability: Math.min(mostOfLeft, probability),
    reason: `${reason} It is proposed to stay in the source, with what was answered.`,
    runnersUp: [...own, ...runnersUp].slice(0, maxRunnersUp),
    isLocked: false,
  };
}

function curatedReason({ loses, value }: Pick<LineProposal, "loses" | "value">): string {
  const turned = isInverted(value) ? "The meaning is turned round: yes becomes no. " : "";
  if (loses !== null) return `${turned}Something is lost: ${loses}`;
  return turned === "" ? "Checked by hand against what both sides document." : turned.trim();
}

/** The account's settings do not say how long answers are; the audit does. */
function sized(field: MatchedLine["field"], profiles: readonly FieldProfile[]): MatchedLine["field"] {
  const profile = profiles.find(({ object, path }) => `${object}.${path}` === field.id);
  return profile === undefined ? field : { ...field, longest: profile.longest };
}
