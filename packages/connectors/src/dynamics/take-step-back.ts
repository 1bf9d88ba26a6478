import type { PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";
import { definitionPath } from "./metadata.ts";
import { columnPath, keyPath, type SchemaCalls } from "./schema-calls.ts";

/** Takes a step back; what is gone already counts as done. */
export async function takeStepBack(calls: SchemaCalls, step: PlanStep): Promise<void> {
  const { eraseDefinition, eraseRow, replace } = calls;
  switch (step.kind) {
    case "publisher":
      return await eraseRow("publishers", "publisherid", step.uniqueName);
    case "solution":
      return await eraseRow("solutions", "solutionid", step.solution);
    case "table":
      return await eraseDefinition(definitionPath(step.table.name));
    case "documents":
      return await replace(step.table, null, { IsDocumentManagementEnabled: false }, step.solution);
    case "column":
      return await eraseDefinition(columnPath(step.table, step.column.name));
    case "widen":
      return await replace(step.table, step.column, { MaxLength: step.previousMaxLength }, step.solution);
    case "lookup":
      return await eraseDefinition(`RelationshipDefinitions(SchemaName='${step.lookup.relationship}')`);
    case "key":
      return await eraseDefinition(keyPath(step.table, step.name));
    default:
      return unreachable(step);
  }
}
