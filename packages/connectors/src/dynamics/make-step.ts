import { Fault } from "@flit/core/fault";
import type { PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";
import { z } from "zod";
import { columnDefinition, label, lookupDefinition, tableDefinition } from "./component-definitions.ts";
import { definitionPath } from "./metadata.ts";
import { columnPath, keyPath, type SchemaCalls, strong } from "./schema-calls.ts";

/** Carries a step out; what is there already is left alone. */
export async function makeStep(calls: SchemaCalls, step: PlanStep): Promise<void> {
  const { client, castPath, create, createRow, exists, replace, rowIdOf } = calls;
  const { solution, languageCode } = step;
  switch (step.kind) {
    case "publisher": {
      if ((await rowIdOf("publishers", "publisherid", step.uniqueName)) !== null) return;
      const names = { uniquename: step.uniqueName, friendlyname: step.displayName };
      const body = { ...names, customizationprefix: step.prefix, customizationoptionvalueprefix: step.optionPrefix };
      return await createRow("publishers", body);
    }
    case "solution": {
      if ((await rowIdOf("solutions", "solutionid", solution)) !== null) return;
      const publisher = await rowIdOf("publishers", "publisherid", step.publisher);
      const bind = { "publisherid@odata.bind": `/publishers(${publisher})` };
      return await createRow("solutions", {
        uniquename: solution,
        friendlyname: step.displayName,
        version: "1.0.0.0",
        ...bind,
      });
    }
    case "table":
      if (await exists(`${definitionPath(step.table.name)}?$select=LogicalName`)) return;
      return await create("EntityDefinitions", tableDefinition(step.table, languageCode), solution);
    case "documents":
      return await replace(definitionPath(step.table), { IsDocumentManagementEnabled: true }, solution);
    case "column":
      if (await exists(`${columnPath(step.table, step.column.name)}?$select=LogicalName`)) return;
      return await create(
        `${definitionPath(step.table)}/Attributes`,
        columnDefinition(step.column, languageCode),
        solution,
      );
    case "widen":
      return await replace(await castPath(step.table, step.column), { MaxLength: step.maxLength }, solution);
    case "lookup": {
      if (await exists(`${columnPath(step.table, step.lookup.name)}?$select=LogicalName`)) return;
      const target = await client.get(
        `${definitionPath(step.lookup.target)}?$select=PrimaryIdAttribute`,
        z.object({ PrimaryIdAttribute: z.string() }),
        strong,
      );
      if (target === null)
        throw new Fault("missing", "table-missing", `The environment has no table ${step.lookup.target}.`);
      return await create(
        "RelationshipDefinitions",
        lookupDefinition(step.table, step.lookup, target.PrimaryIdAttribute, languageCode),
        solution,
      );
    }
    case "key": {
      if (await exists(keyPath(step.table, step.name))) return;
      const body = {
        SchemaName: step.schemaName,
        DisplayName: label(step.schemaName, languageCode),
        KeyAttributes: step.columns,
      };
      return await create(`${definitionPath(step.table)}/Keys`, body, solution);
    }
    default:
      return unreachable(step);
  }
}
