import type { Json } from "@flit/core/record";
import type { WorkflowDefinition } from "./workflow-definition.ts";

const schema =
  "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

/** A Logic Apps workflow to build on: switched off, with a gate and a placeholder instead of a message. */
export function logicAppsSkeleton(workflow: Omit<WorkflowDefinition, "skeleton">): Json {
  return {
    properties: {
      displayName: workflow.title,
      state: "Disabled",
      definition: {
        $schema: schema,
        contentVersion: "1.0.0.0",
        parameters: { isReviewed: { type: "Bool", defaultValue: false } },
        triggers: {
          daily: { type: "Recurrence", recurrence: { frequency: "Day", interval: 1 }, description: workflow.trigger },
        },
        actions: {
          onlyWhenReviewed: {
            type: "If",
            expression: { equals: ["@parameters('isReviewed')", true] },
            actions: {
              message: {
                type: "Compose",
                inputs: { templates: workflow.templateIds, audience: workflow.audience },
                runAfter: {},
              },
            },
            else: { actions: {} },
            runAfter: {},
          },
        },
        outputs: {},
      },
    },
  };
}
