import { readFileSync } from "node:fs";
import type { Config } from "@flit/cli/config";
import type { PlanStep } from "@flit/core/plan";
import { openUnpaced } from "./platforms.ts";

const pollMs = 500;

/** Makes the tables and columns the full run made, and waits until they can be written to. */
export async function makeSchema(config: Config, file: string): Promise<void> {
  const steps: readonly PlanStep[] = JSON.parse(readFileSync(file, "utf8"));
  const { destination } = openUnpaced(config);
  for (const step of steps) await destination.provision(step);
  for (const step of steps)
    while (!(await destination.isReady(step))) await new Promise((resolve) => setTimeout(resolve, pollMs));
}
