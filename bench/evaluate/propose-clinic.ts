import { type ContestedColumn, contestedColumns } from "@flit/core/map-draft/contested-columns";
import { keptChance } from "@flit/core/map-draft/kept-chance";
import { bandOf } from "@flit/core/map-line";
import { type FieldProposal, type Matcher, noMemory, type SourceField, type TargetColumn } from "@flit/core/matcher";
import { type FixedField, fixedField } from "@flit/pairs/cliniko-dynamics365/fixed-fields";
import { columnOf, fieldOf } from "./clinic-elements.ts";
import type { GoldClinic, GoldSource } from "./gold-clinic.ts";

/** How often lines checked by hand prove right; as in the product. */
const curatedProbability = 0.98;
/** That several fields claim a column is known as surely; which of them is meant is not. */
const contestedProbability = 0.95;

/** A conflict is never surer than this. */
const mostContested = 0.79;

/** Cliniko's lists by the singular names of labelled clinics. */
const lists: { readonly [object: string]: string } = {
  patient: "patients",
  appointment: "individual_appointments",
  contact: "contacts",
  treatment_note: "treatment_notes",
  patient_case: "patient_cases",
  invoice: "invoices",
  medical_alert: "medical_alerts",
  practitioner: "practitioners",
};

/** What the product would propose: fixed fields by the curated map of the pair, everything else by the matcher. */
export function proposeClinic(clinic: GoldClinic, matcher: Matcher, isCurated: boolean): readonly FieldProposal[] {
  const { curated, fields, columns, filled, keptInOurs } = questionsOf(clinic, isCurated);
  const answers = new Map(matcher.propose(fields, columns, noMemory).map((answer) => [answer.field, answer]));
  const left = fields.filter(({ id }) => {
    const answer = answers.get(id);
    return !keptInOurs.has(id) && answer?.column === null && answer.create !== null;
  });
  const contests = contestedColumns(matcher, left, { free: columns, filled }, noMemory);
  return clinic.sources.flatMap(({ id }) => {
    const [given, answer, contest] = [curated.get(id), answers.get(id), contests.get(id)];
    if (given) return claimed(given, contests);
    if (answer && contest) return contestOf(answer, contest, curated);
    return (answer && (isCurated && keptInOurs.has(id) ? keptUnlessOwn(answer, columns) : answer)) ?? [];
  });
}

/** What the curated map answers, and the fields and columns that are left for the matcher. */
export function questionsOf(clinic: GoldClinic, isCurated: boolean) {
  const columns = clinic.targets.flatMap((target) => columnOf(target) ?? []);
  const known = new Map(isCurated ? clinic.sources.flatMap((source) => knownOf(source, clinic)) : []);
  const curated = new Map(
    clinic.sources.flatMap((source) => {
      const answer = curatedAnswer(source, known.get(source.id), clinic);
      return answer === null ? [] : [[source.id, answer] as const];
    }),
  );
  const taken = new Set(
    [...curated.values()].flatMap(
      ({ column, runnersUp, conflictsWith = [] }) =>
        column ?? (conflictsWith.length > 0 ? (runnersUp[0]?.column ?? []) : []),
    ),
  );
  const fields = clinic.sources
    .filter(({ id }) => !curated.has(id))
    .map((source) => withAliases(fieldOf(source, clinic), known.get(source.id)));
  const keptInOurs = new Set([...known].flatMap(([id, { aliases }]) => (aliases.length > 0 ? [id] : [])));
  const isTaken = ({ name }: TargetColumn) => taken.has(name);
  return {
    curated,
    fields,
    keptInOurs,
    columns: columns.filter((column) => !isTaken(column)),
    filled: columns.filter(isTaken),
  };
}

/** As the product does it: a field that seems to mean a column another one fills, and that other one, are to be decided. */
function contestOf(
  answer: FieldProposal,
  { column, probability, reason }: ContestedColumn,
  curated: ReadonlyMap<string, FieldProposal>,
): FieldProposal {
  const rivals = [...curated.values()].filter((one) => one.column === column);
  return {
    ...answer,
    column: null,
    band: "review",
    probability: Math.min(mostContested, probability),
    conflictsWith: rivals.map(({ field }) => field),
    runnersUp: [{ column, reason }, ...answer.runnersUp].slice(0, 5),
  };
}

function claimed(given: FieldProposal, contests: ReadonlyMap<string, ContestedColumn>): FieldProposal {
  const rivals = [...contests].filter(([, { column }]) => column === given.column);
  const [first] = rivals;
  if (given.column === null || first === undefined) return given;
  return {
    ...given,
    column: null,
    band: "review",
    probability: Math.min(mostContested, first[1].probability),
    conflictsWith: rivals.map(([field]) => field),
    runnersUp: [{ column: given.column, reason: "" }, ...given.runnersUp],
  };
}

/**
 * As the product does it (core/map-draft/lines-of.ts): a fixed field the pair keeps in a column of ours gives way to the
 * organisation's own column alone: a sure one, or one that another field claims as well.
 */
function keptUnlessOwn(answer: FieldProposal, columns: readonly TargetColumn[]): FieldProposal {
  const { column } = answer;
  const isOwn = (wanted: string) => columns.some(({ name, isCustom }) => isCustom && name === wanted);
  const wanted = (answer.conflictsWith ?? []).length > 0 ? answer.runnersUp[0]?.column : column;
  if (wanted != null && isOwn(wanted) && answer.band !== "unsure") return answer;
  const chance = keptChance(answer, isOwn);
  const nearest = column === null ? [] : [{ column, reason: answer.reason }];
  return {
    ...answer,
    column: null,
    conflictsWith: [],
    band: bandOf(chance),
    probability: chance,
    noneProbability: chance,
    runnersUp: [...nearest, ...answer.runnersUp].slice(0, 5),
  };
}

function knownOf(source: GoldSource, { objectMap }: GoldClinic): readonly (readonly [string, FixedField])[] {
  const list = lists[source.object] ?? source.object;
  const table = objectMap[source.object] ?? "";
  const path = source.path.slice(source.path.indexOf(".") + 1);
  return source.kind === "fixed" ? [[source.id, fixedField(list, path, table)]] : [];
}

function withAliases(field: SourceField, known: FixedField | undefined): SourceField {
  return known === undefined ? field : { ...field, aliases: [...(field.aliases ?? []), ...known.aliases] };
}

function curatedAnswer(source: GoldSource, known: FixedField | undefined, clinic: GoldClinic): FieldProposal | null {
  if (known === undefined) return null;
  const base = {
    field: source.id,
    create: null,
    conflictsWith: [],
    isInverted: known.isInverted,
    noneProbability: 1 - curatedProbability,
  };
  const columns = known.columns.flatMap(
    (name) =>
      clinic.targets.find(({ logicalName, table }) => logicalName === name && table === clinic.objectMap[source.object])
        ?.id ?? [],
  );
  const [column] = columns;
  if (column !== undefined) {
    const rivals = clinic.sources.filter(
      ({ object, path }) => object === source.object && known.contestedBy.includes(path.slice(path.indexOf(".") + 1)),
    );
    const runnersUp = (rivals.length > 0 ? columns : columns.slice(1)).map((name) => ({ column: name, reason: "" }));
    return rivals.length > 0
      ? {
          ...base,
          column: null,
          band: "review",
          probability: contestedProbability,
          reason: "contested",
          runnersUp,
          conflictsWith: rivals.map(({ id }) => id),
        }
      : { ...base, column, band: "high", probability: curatedProbability, reason: "curated", runnersUp };
  }
  if (!known.isLeft) return null;
  return {
    ...base,
    column: null,
    band: "high",
    probability: curatedProbability,
    reason: "left out",
    runnersUp: [],
    noneProbability: curatedProbability,
  };
}
