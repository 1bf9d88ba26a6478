import { Fault } from "@flit/core/fault";
import type { PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";
import { z } from "zod";
import { columnDefinition, label, lookupDefinition, tableDefinition } from "./component-definitions.ts";
import { definitionPath } from "./metadata.ts";
import { columnPath, keyPath, type SchemaCalls, strong } from "./schema-calls.ts";

/** Carries a step out; what is there already is left alone. */
export async function makeStep(calls: SchemaCalls, step: PlanStep): Promise<void> {
  const { client, create, createRow, replace, rowIdOf } = calls;
  const { solution, languageCode } = step;
  switch (step.kind) {
    case "publisher": {
      const names = { uniquename: step.uniqueName, friendlyname: step.displayName };
      const body = { ...names, customizationprefix: step.prefix, customizationoptionvalueprefix: step.optionPrefix };
      return await createRow("publishers", "publisherid", body);
    }
    case "solution": {
      const publisher = await rowIdOf("publishers", "publisherid", step.publisher);
      if (publisher === null)
        throw new Fault("missing", "publisher-missing", `There is no publisher ${step.publisher}.`);
      const names = { uniquename: solution, friendlyname: step.displayName, version: "1.0.0.0" };
      const bind = { "publisherid@odata.bind": `/publishers(${publisher})` };
      return await createRow("solutions", "solutionid", { ...names, ...bind });
    }
    case "table": {
      const body = tableDefinition(step.table, languageCode);
      return await create(definitionPath(step.table.name), "EntityDefinitions", body, solution);
    }
    case "documents":
      return await replace(step.table, null, { IsDocumentManagementEnabled: true }, solution);
    case "column": {
      const body = columnDefinition(step.column, languageCode);
      const path = `${definitionPath(step.table)}/Attributes`;
      return await create(columnPath(step.table, step.column.name), path, body, solution);
    }
    case "widen":
      return await replace(step.table, step.column, { MaxLength: step.maxLength }, solution);
    case "lookup": {
      const { name, target } = step.lookup;
      const referenced = await client.get(
        `${definitionPath(target)}?$select=PrimaryIdAttribute`,
        z.object({ PrimaryIdAttribute: z.string() }),
        strong,
      );
      if (referenced === null) throw new Fault("missing", "table-missing", `The environment has no table ${target}.`);
      const body = lookupDefinition(step.table, step.lookup, referenced.PrimaryIdAttribute, languageCode);
      return await create(columnPath(step.table, name), "RelationshipDefinitions", body, solution);
    }
    case "key": {
      const { schemaName, columns } = step;
      const body = { SchemaName: schemaName, DisplayName: label(schemaName, languageCode), KeyAttributes: columns };
      return await create(keyPath(step.table, step.name), `${definitionPath(step.table)}/Keys`, body, solution);
    }
    default:
      return unreachable(step);
  }
}
