import type { DestinationDescription } from "@flit/core/destination";
import type { ObjectMap } from "@flit/core/mapping";
import type { PlanItem, PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";
import type { PlanGroup, PlanItemView } from "../../features/plan/endpoints.ts";
import { designName } from "./design-name.ts";
import { typeWords } from "./type-words.ts";
import { whyNeeded } from "./why-needed.ts";

/** What a plan's items are shown with. */
export interface ItemContext {
  readonly objects: readonly ObjectMap[];
  /** The environment before the migration: names of its own tables. */
  readonly before: DestinationDescription;
  /** Keys of the parts that were made. */
  readonly made: ReadonlySet<string>;
}

/** The parts of a plan by table: first what belongs to the whole environment, then new tables, then the others. */
export function viewItems(items: readonly PlanItem[], context: ItemContext): readonly PlanGroup[] {
  const groups = [...Map.groupBy(items, ({ step }) => tableOf(step))].map(([table, own]): PlanGroup => {
    const head = own.find(({ step }) => step.kind === "table")?.step;
    return {
      table,
      title:
        table === null
          ? "Environment"
          : (head?.kind === "table" && head.table.displayCollectionName) ||
            (context.before.tables[table]?.displayName ?? table),
      isNew: head !== undefined,
      items: own.map((item) => viewItem(item, context)),
    };
  });
  const rank = ({ table, isNew }: PlanGroup) => (table === null ? 0 : isNew ? 1 : 2);
  return groups.toSorted((a, b) => rank(a) - rank(b) || (a.title < b.title ? -1 : 1));
}

function viewItem({ key, verdict, reason, step }: PlanItem, { objects, made }: ItemContext): PlanItemView {
  const names = namesOf(step);
  const isOurs = names.schemaName?.includes("_") === true;
  return {
    key,
    verdict,
    kind: step.kind === "widen" ? "column" : step.kind,
    reason,
    ...names,
    designName: isOurs && step.kind !== "key" && names.schemaName !== null ? designName(names.schemaName) : null,
    type: typeWords(step),
    ...copied(whyNeeded(step, objects)),
    isMade: made.has(key),
  };
}

function copied({ why, usedBy }: ReturnType<typeof whyNeeded>) {
  return { why, usedBy: [...usedBy] };
}

function tableOf(step: PlanStep): string | null {
  switch (step.kind) {
    case "publisher":
    case "solution":
      return null;
    case "table":
      return step.table.name;
    case "column":
    case "widen":
    case "lookup":
    case "key":
    case "documents":
      return step.table;
    default:
      return unreachable(step);
  }
}

function namesOf(step: PlanStep): Pick<PlanItemView, "displayName" | "schemaName" | "logicalName"> {
  switch (step.kind) {
    case "publisher":
      return { displayName: step.displayName, schemaName: null, logicalName: step.uniqueName };
    case "solution":
      return { displayName: step.displayName, schemaName: null, logicalName: step.solution };
    case "table":
      return {
        displayName: step.table.displayName,
        schemaName: step.table.schemaName,
        logicalName: step.table.name,
      };
    case "column":
      return {
        displayName: step.column.displayName,
        schemaName: step.column.schemaName,
        logicalName: step.column.name,
      };
    case "widen":
      return { displayName: step.column, schemaName: null, logicalName: step.column };
    case "lookup":
      return {
        displayName: step.lookup.displayName,
        schemaName: step.lookup.schemaName,
        logicalName: step.lookup.name,
      };
    case "key":
      return { displayName: "Source system key", schemaName: step.schemaName, logicalName: step.name };
    case "documents":
      return { displayName: "Documents", schemaName: null, logicalName: null };
    default:
      return unreachable(step);
  }
}
