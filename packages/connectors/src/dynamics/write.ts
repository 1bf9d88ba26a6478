import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { amendClosed, isReadOnly } from "./amend-closed.ts";
import { writeEach } from "./batch-write.ts";
import { createBulkWriter } from "./bulk-create.ts";
import type { DataverseClient } from "./client.ts";
import type { Metadata } from "./metadata.ts";
import { type Prepared, prepare } from "./prepared.ts";
import { changeState, isStateChange } from "./state-change.ts";

/** Carries intents out, each in the cheapest way that still gives it an outcome of its own. */
export function createWriter(client: DataverseClient, metadata: Metadata, userId: () => Promise<string>) {
  const createMany = createBulkWriter(client);

  return async function write(
    table: string,
    intents: readonly WriteIntent[],
    { isBulk }: { readonly isBulk: boolean },
  ): Promise<readonly WriteOutcome[]> {
    const shape = await metadata.shape(table);
    const user = await userId();
    const { prepared, outcomes } = await prepare(shape, intents, metadata);
    const bulk: Prepared[] = [];
    const single: Prepared[] = [];
    for (const row of prepared) {
      const { intent } = row;
      if (isStateChange(table, intent)) {
        outcomes.set(row.index, await settled(() => changeState(client, metadata, shape, intent, user)));
      } else {
        (isBulk && shape.table.isBulkCapable && intent.kind === "create" ? bulk : single).push(row);
      }
    }
    if (bulk.length > 1) await createMany(shape, bulk, user, outcomes);
    else single.push(...bulk);
    await writeEach(client, shape, single, user, outcomes);
    for (const { index, intent } of single) {
      if (!isReadOnly(outcomes.get(index), intent)) continue;
      outcomes.set(index, await settled(() => amendClosed(client, metadata, shape, intent, user)));
    }
    if (hasStaleSchema(outcomes.values())) metadata.forget(table);
    return intents.map((_, index) => outcomes.get(index) ?? notSent());
  };
}

/** One bad answer must not hide the outcomes of the other rows. */
async function settled(work: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.disposition === "stop") throw error;
    const isLost = error.isUncertain || error.disposition !== "reject";
    return { status: isLost ? "unknown" : "refused", fault: error };
  }
}

/** A column this process has not heard of, or has heard of too early: the next write looks again. */
function hasStaleSchema(outcomes: Iterable<WriteOutcome>): boolean {
  return [...outcomes].some(
    (outcome) =>
      outcome.status === "refused" && (outcome.fault.code === "column-missing" || outcome.fault.code === "0x80048d19"),
  );
}

function notSent(): WriteOutcome {
  return { status: "unknown", fault: new Fault("unavailable", "not-sent") };
}
