import { Fault } from "@flit/core/fault";
import type { PlanStep } from "@flit/core/plan";
import { unreachable } from "@flit/core/unreachable";
import { z } from "zod";
import type { DataverseClient } from "./client.ts";
import { definitionPath } from "./metadata.ts";
import { columnPath, keyPath } from "./schema-calls.ts";

/** Whether plain reads, which any server of the environment may answer, know what a step made. Throws Fault("invalid") for a key that cannot be built. */
export async function isStepReady(client: DataverseClient, step: PlanStep): Promise<boolean> {
  switch (step.kind) {
    case "publisher":
    case "solution":
      return true;
    case "table":
      return await answersRows(client, step.table.name, null);
    case "documents":
      return (
        (
          await client.get(
            `${definitionPath(step.table)}?$select=IsDocumentManagementEnabled`,
            z.object({ IsDocumentManagementEnabled: z.boolean() }),
          )
        )?.IsDocumentManagementEnabled === true
      );
    case "column":
      return await answersRows(client, step.table, step.column.name);
    case "widen": {
      const path = columnPath(step.table, step.column);
      const general = await client.get(path, z.object({ "@odata.type": z.string() }));
      if (general === null) return false;
      const cast = general["@odata.type"].replace(/^#/, "");
      const found = await client.get(`${path}/${cast}?$select=MaxLength`, z.object({ MaxLength: z.number() }));
      return found !== null && found.MaxLength >= step.maxLength;
    }
    case "lookup":
      return await answersRows(client, step.table, `_${step.lookup.name}_value`);
    case "key": {
      const key = await client.get(keyPath(step.table, step.name), z.object({ EntityKeyIndexStatus: z.string() }));
      if (key?.EntityKeyIndexStatus === "Failed")
        throw new Fault("invalid", "key-failed", `The index of ${step.name} could not be built: rows share a value.`);
      return key?.EntityKeyIndexStatus === "Active";
    }
    default:
      return unreachable(step);
  }
}

async function answersRows(client: DataverseClient, table: string, property: string | null): Promise<boolean> {
  const head = await client.get(
    `${definitionPath(table)}?$select=EntitySetName`,
    z.object({ EntitySetName: z.string() }),
  );
  if (head === null) return false;
  const select = property === null ? "" : `&$select=${property}`;
  const reply = await client.send({ method: "GET", path: `${head.EntitySetName}?$top=1${select}` });
  return reply.status === 200;
}
