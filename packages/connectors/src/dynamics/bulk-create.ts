import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { backoffMs } from "../http/retry-after.ts";
import type { DataverseClient } from "./client.ts";
import { faultOf, isRolledBack } from "./errors.ts";
import { payloadText } from "./payload.ts";
import { type Outcomes, type Prepared, settle } from "./prepared.ts";
import type { TableShape } from "./table-shape.ts";

const smallest = 1;
const first = 100;
const largest = 1_000;
/** A batch answered sooner than this may grow. */
const fastMs = 5_000;
/** Attempts of a single row that keeps deadlocking. */
const patience = 6;

const reply = z.object({ Ids: z.array(z.string()) });

/**
 * Creates through CreateMultiple: all or nothing, and a refusal names no row. A refused batch is cut in halves down to
 * the bad rows; a batch taken back by a deadlock is sent again, smaller; a batch without an answer is `unknown`.
 */
export function createBulkWriter(client: DataverseClient) {
  const sizes = new Map<string, number>();

  async function send(shape: TableShape, rows: readonly Prepared[], userId: string): Promise<"applied" | Fault> {
    const { name, primaryId } = shape.table;
    const targets = rows.map(({ intent, payload }) =>
      payloadText({
        "@odata.type": JSON.stringify(`Microsoft.Dynamics.CRM.${name}`),
        [primaryId]: JSON.stringify(intent.id),
        ...payload,
      }),
    );
    try {
      const answer = await client.send({
        method: "POST",
        path: `${shape.setName}/Microsoft.Dynamics.CRM.CreateMultiple`,
        body: `{"Targets":[${targets.join(",")}]}`,
      });
      if (answer.status < 200 || answer.status >= 300) return faultOf(answer, userId);
      const ids = reply.safeParse(answer.json);
      if (ids.success && ids.data.Ids.length === rows.length) return "applied";
      return new Fault("unavailable", "incomplete-answer", "The bulk answer names other rows.", { isUncertain: true });
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  return async function createMany(
    shape: TableShape,
    rows: readonly Prepared[],
    userId: string,
    outcomes: Outcomes,
  ): Promise<void> {
    const { name } = shape.table;
    const pending: Prepared[][] = [[...rows]];
    let deadlocks = 0;
    for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
      const size = sizes.get(name) ?? first;
      if (group.length > size) {
        pending.push(group.slice(size));
        group = group.slice(0, size);
      }
      const startedAt = performance.now();
      const verdict = await send(shape, group, userId);
      if (verdict === "applied") {
        settle(outcomes, group, { status: "applied", version: null });
        if (group.length === size && performance.now() - startedAt < fastMs)
          sizes.set(name, Math.min(largest, size * 2));
        continue;
      }
      if (verdict.disposition === "stop" || verdict.disposition === "wait") {
        const untouched = [group, ...pending].flat();
        if (untouched.length === rows.length) throw verdict;
        // Whether a throttled or refused connection carried the batch out is not documented: have it read back.
        settle(outcomes, untouched, { status: "unknown", fault: verdict });
        return;
      }
      if (verdict.code === "http-413" || verdict.kind === "timeout" || isRolledBack(verdict)) {
        sizes.set(name, Math.max(smallest, Math.floor(Math.min(size, group.length) / 2)));
      }
      if (isRolledBack(verdict) && deadlocks < patience) {
        deadlocks += 1;
        await sleep(backoffMs(deadlocks));
        pending.push(...halves(group));
      } else if (verdict.isUncertain || verdict.disposition === "retry") {
        settle(outcomes, group, { status: "unknown", fault: verdict });
      } else if (group.length === 1) {
        settle(outcomes, group, { status: "refused", fault: verdict });
      } else {
        pending.push(...halves(group));
      }
    }
  };
}

/** Two halves, the first last so that a stack works from the front; a single row stays whole. */
function halves(rows: Prepared[]): Prepared[][] {
  if (rows.length < 2) return [rows];
  const middle = Math.ceil(rows.length / 2);
  return [rows.slice(middle), rows.slice(0, middle)];
}
