import { setTimeout as sleep } from "node:timers/promises";
import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { amendClosed, isReadOnly } from "./amend-closed.ts";
import { writeEach } from "./batch-write.ts";
import { createBulkWriter } from "./bulk-create.ts";
import type { DataverseClient } from "./client.ts";
import { schemaUnknown } from "./errors.ts";
import { sideBySide } from "./gate.ts";
import type { Metadata } from "./metadata.ts";
import { type Outcomes, type Prepared, prepare } from "./prepared.ts";
import { schemaPausesMs } from "./reader.ts";
import { changeState, isStateChange } from "./state-change.ts";

/** Schema that did not turn up is not waited for again this soon. */
const givenUpForMs = 5 * 60_000;

/** Carries intents out, each in the cheapest way that still gives it an outcome of its own. */
export function createWriter(client: DataverseClient, metadata: Metadata, userId: () => Promise<string>) {
  const createMany = createBulkWriter(client);
  const givenUpAt = new Map<string, number>();

  /** Gives every intent an outcome. Throws Fault when nothing is known about any of them. */
  async function attempt(
    table: string,
    intents: readonly (readonly [number, WriteIntent])[],
    isBulk: boolean,
    outcomes: Outcomes,
  ): Promise<void> {
    const shape = await metadata.shape(table);
    const user = await userId();
    const prepared = await prepare(shape, intents, metadata, outcomes);
    try {
      const single: Prepared[] = [];
      const bulk: Prepared[] = [];
      const stateChanges: (() => Promise<void>)[] = [];
      for (const row of prepared) {
        const { index, intent } = row;
        if (isStateChange(table, intent)) {
          const change = async () => {
            const outcome = await changeState(client, metadata, shape, intent, user);
            // In the wanted state already, and closed by it: its other columns need it opened.
            return isReadOnly(outcome, intent) ? amendClosed(client, metadata, shape, intent, user) : outcome;
          };
          stateChanges.push(async () => void outcomes.set(index, await settled(change)));
        } else {
          (isBulk && shape.table.isBulkCapable && intent.kind === "create" ? bulk : single).push(row);
        }
      }
      await sideBySide(client.width(), stateChanges);
      single.push(...(bulk.length > 1 ? await createMany(shape, bulk, user, outcomes) : bulk));
      await writeEach(client, shape, single, user, outcomes);
      await sideBySide(
        client.width(),
        single.flatMap(({ index, intent }) => {
          if (!isReadOnly(outcomes.get(index), intent)) return [];
          const amend = () => amendClosed(client, metadata, shape, intent, user);
          return [async () => void outcomes.set(index, await settled(amend))];
        }),
      );
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const isNothingKnown = !prepared.some(({ index }) => outcomes.has(index));
      if (isNothingKnown && !error.isUncertain && error.disposition !== "retry") throw error;
      for (const { index } of prepared) {
        if (!outcomes.has(index)) outcomes.set(index, { status: "unknown", fault: error });
      }
    }
  }

  return async function write(
    table: string,
    intents: readonly WriteIntent[],
    { isBulk }: { readonly isBulk: boolean },
  ): Promise<readonly WriteOutcome[]> {
    const outcomes: Outcomes = new Map();
    await attempt(table, [...intents.entries()], isBulk, outcomes);
    for (let turn = 0; ; turn += 1) {
      const early = [...intents.entries()].filter(([index]) => isTooEarly(outcomes.get(index)));
      if (early.length === 0) break;
      metadata.forget();
      const pauseMs = schemaPausesMs[turn];
      if (pauseMs === undefined) givenUpAt.set(table, performance.now());
      if (pauseMs === undefined || performance.now() - (givenUpAt.get(table) ?? -givenUpForMs) < givenUpForMs) break;
      await sleep(pauseMs);
      const again: Outcomes = new Map();
      try {
        await attempt(table, early, false, again);
      } catch (error) {
        // What the first attempt said of these and the other rows still holds.
        if (!(error instanceof Fault)) throw error;
        for (const [index] of early) again.set(index, { status: "unknown", fault: error });
      }
      for (const [index, outcome] of again) outcomes.set(index, outcome);
    }
    return intents.map((_, index) => outcomes.get(index) ?? notSent());
  };
}

/** One bad answer must not hide the outcomes of the other rows. */
async function settled(work: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const isVerdict = !error.isUncertain && (error.disposition === "reject" || error.disposition === "stop");
    return { status: isVerdict ? "refused" : "unknown", fault: error };
  }
}

/** A table, column or lookup that this process or the server it met has not heard of: made a moment ago, or changed. */
function isTooEarly(outcome: WriteOutcome | undefined): boolean {
  return outcome?.status === "refused" && tooEarly.has(outcome.fault.code);
}

const tooEarly = new Set([schemaUnknown, "column-missing", "lookup-target"]);

function notSent(): WriteOutcome {
  return { status: "unknown", fault: new Fault("unavailable", "not-sent") };
}
