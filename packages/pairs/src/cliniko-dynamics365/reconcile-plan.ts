import type { ObjectMap } from "@flit/core/mapping";
import type { Measure, ReconcilePlan } from "@flit/core/reconcile-plan";
import { field } from "./expressions.ts";
import { startsAt } from "./objects/booking-expressions.ts";

const markerEnd = "_sourcesystemid";

/** How rows of this pair are found again in Dynamics, and what is added up on both sides. */
export function reconcilePlan(maps: readonly ObjectMap[]): ReconcilePlan {
  const markers = new Map(maps.flatMap((map) => markerOf(map).map((column) => [map.target.table, column] as const)));
  const lookups = new Map(maps.flatMap((map) => patientLookup(map).map((column) => [map.key, column] as const)));
  // Longest first: `appointment-task-1` is no row of `appointment`.
  const keys = maps.map(({ key }) => key).sort((a, b) => b.length - a.length);
  return {
    marker: (table) => markers.get(table) ?? null,
    readMarker: (value) => {
      const mapping = keys.find((key) => value.startsWith(`${key}-`));
      return mapping === undefined ? null : { mapping, sourceId: value.slice(mapping.length + 1) };
    },
    patientColumn: (mapping) => lookups.get(mapping) ?? null,
    patientMapping: "patient",
    measures: measuresOf(maps),
  };
}

function markerOf(map: ObjectMap): readonly string[] {
  return map.fields.filter(({ column }) => column.endsWith(markerEnd)).map(({ column }) => column);
}

/** The lookup that names the patient. */
function patientLookup(map: ObjectMap): readonly string[] {
  const found = map.fields.find(({ value }) => value.op === "reference" && value.mapping === "patient");
  return found ? [found.column] : [];
}

function measuresOf(maps: readonly ObjectMap[]): readonly Measure[] {
  const columnsOf = (key: string) => maps.find((map) => map.key === key)?.fields.map(({ column }) => column) ?? [];
  const practitionerColumn = (key: string) => columnsOf(key).find((column) => column.endsWith("_practitioner")) ?? null;
  const practitioner = (mapping: string, of: string) =>
    ({
      kind: "practitioner",
      of: field(of),
      mapping: "practitioner",
      rowColumn: practitionerColumn(mapping),
      ownerColumn: "ownerid",
    }) as const;
  const all: readonly Measure[] = [
    {
      kind: "money",
      mapping: "invoice",
      period: "month",
      source: { at: field("issue_date"), amount: field("total_amount") },
      destination: { at: "estimatedclosedate", amount: "estimatedvalue" },
      by: practitioner("invoice", "practitioner"),
    },
    {
      kind: "appointments",
      mapping: "appointment-task",
      period: "week",
      source: { at: startsAt, amount: null },
      destination: { at: "scheduledstart", amount: null },
      by: null,
    },
    {
      kind: "notes",
      mapping: "treatment-note",
      period: "all",
      source: { at: null, amount: null },
      destination: { at: null, amount: null },
      by: practitioner("treatment-note", "practitioner"),
    },
    {
      kind: "notes-of-patient",
      mapping: "treatment-note",
      period: "all",
      source: { at: null, amount: null },
      destination: { at: null, amount: null },
      by: { kind: "record", of: field("patient"), mapping: "patient", column: "objectid" },
    },
  ];
  // A map that was changed in review may no longer fill what would be added up.
  return all.filter(({ mapping, destination }) => {
    const columns = columnsOf(mapping);
    const needed = [destination.at, destination.amount].filter((column) => column !== null);
    return columns.length > 0 && needed.every((column) => columns.includes(column));
  });
}
