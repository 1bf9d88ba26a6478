import type { DestinationConnector } from "@flit/core/connector";
import type { DestinationDescription } from "@flit/core/destination";
import type { TenantStore } from "@flit/core/ports";

/** Many wait when many runs begin at once, and looking takes from the same machine as reading. */
const lookAgainMs = 500;

/**
 * The destination's schema for a worker of a run. It is some hundred requests, and every process of a run needs it: one
 * reads it, the others take what it found. Throws what reading threw; the next one then tries itself.
 */
export async function sharedSchema(
  run: {
    readonly store: TenantStore;
    readonly runId: string;
    readonly maxAgeMs: number;
    readonly destination: Pick<DestinationConnector, "describe" | "recall">;
  },
  tables: readonly string[],
): Promise<DestinationDescription> {
  const { store, runId, maxAgeMs, destination } = run;
  const share = (description: DestinationDescription | null) =>
    store.transact((tx) => tx.runs.shareSchema(runId, description));
  for (;;) {
    const found = await store.transact((tx) => tx.runs.sharedSchema(runId, maxAgeMs));
    if (found.state === "known") {
      destination.recall(found.description);
      return found.description;
    }
    if (found.state === "yours") {
      const description = await destination.describe(tables).catch(async (error: unknown) => {
        await share(null);
        throw error;
      });
      await share(description);
      return description;
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}
