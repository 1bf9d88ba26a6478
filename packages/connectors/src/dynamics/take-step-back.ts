import type { PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";
import { definitionPath } from "./metadata.ts";
import { columnPath, keyPath, type SchemaCalls } from "./schema-calls.ts";

/** Takes a step back; what is gone already counts as done. */
export async function takeStepBack(calls: SchemaCalls, step: PlanStep): Promise<void> {
  const { castPath, erase, replace, rowIdOf } = calls;
  switch (step.kind) {
    case "publisher": {
      const id = await rowIdOf("publishers", "publisherid", step.uniqueName);
      return id === null ? undefined : await erase(`publishers(${id})`);
    }
    case "solution": {
      const id = await rowIdOf("solutions", "solutionid", step.solution);
      return id === null ? undefined : await erase(`solutions(${id})`);
    }
    case "table":
      return await erase(definitionPath(step.table.name));
    case "documents":
      return await replace(definitionPath(step.table), { IsDocumentManagementEnabled: false }, step.solution);
    case "column":
      return await erase(columnPath(step.table, step.column.name));
    case "widen":
      return await replace(
        await castPath(step.table, step.column),
        { MaxLength: step.previousMaxLength },
        step.solution,
      );
    case "lookup":
      return await erase(`RelationshipDefinitions(SchemaName='${step.lookup.relationship}')`);
    case "key":
      return await erase(keyPath(step.table, step.name));
    default:
      return unreachable(step);
  }
}
