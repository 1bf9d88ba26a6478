import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { backoffMs } from "../http/retry-after.ts";
import type { DataverseClient } from "./client.ts";
import { faultOf, isRolledBack, schemaUnknown } from "./errors.ts";
import { payloadText } from "./payload.ts";
import { type Outcomes, type Prepared, partsOf, settle } from "./prepared.ts";
import type { TableShape } from "./table-shape.ts";

const first = 100;
const largest = 1_000;
/** A batch answered sooner than this may grow. */
const fastMs = 5_000;
/** Batches taken back by a deadlock that are sent again, in one call. */
const patience = 6;
/** A refused batch no larger than this is cheaper sent row by row than halved further. */
const fewRows = 10;
/** With this many refusals in one call the rows are bad throughout, or the table does not take them in bulk. */
const refusalsPerCall = 24;

const reply = z.object({ Ids: z.array(z.string()) });

/**
 * Creates through CreateMultiple: all or nothing, and a refusal names no row. A refused batch is cut in halves down to
 * a few rows, which the caller sends one by one: only that tells whose fault it was. A batch taken back by a deadlock is
 * sent again, smaller; a batch without an answer is `unknown`.
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
      const parsed = reply.safeParse(answer.json);
      const ids = parsed.success ? parsed.data.Ids.map((id) => id.toLowerCase()) : [];
      if (ids.length === rows.length && rows.every(({ intent }, index) => intent.id.toLowerCase() === ids[index]))
        return "applied";
      return new Fault("unavailable", "incomplete-answer", "The bulk answer names other rows.", { isUncertain: true });
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  /** Answers the rows that are still to be sent, one by one. Throws Fault; rows without an outcome are then open. */
  return async function createMany(
    shape: TableShape,
    rows: readonly Prepared[],
    userId: string,
    outcomes: Outcomes,
  ): Promise<readonly Prepared[]> {
    const { name } = shape.table;
    const pending: Prepared[][] = [[...rows]];
    const left: Prepared[] = [];
    let deadlocks = 0;
    let refusals = 0;
    for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
      const size = sizes.get(name) ?? first;
      const [part = group] = partsOf(group, size);
      if (part.length < group.length) {
        pending.push(group.slice(part.length));
        group = part;
      }
      const startedAt = performance.now();
      const verdict = await send(shape, group, userId);
      if (verdict === "applied") {
        settle(outcomes, group, { status: "applied", version: null });
        if (group.length === size && performance.now() - startedAt < fastMs)
          sizes.set(name, Math.min(largest, size * 2));
        continue;
      }
      if (verdict.disposition === "stop" || verdict.disposition === "wait") throw verdict;
      if (verdict.code === "http-413" || verdict.disposition === "retry")
        sizes.set(name, Math.max(1, Math.floor(Math.min(size, group.length) / 2)));
      if (isRolledBack(verdict) && deadlocks < patience) {
        deadlocks += 1;
        await sleep(backoffMs(deadlocks));
        pending.push(...halves(group));
      } else if (verdict.isUncertain || verdict.disposition === "retry") {
        settle(outcomes, group, { status: "unknown", fault: verdict });
      } else {
        refusals += 1;
        const isHopeless = refusals >= refusalsPerCall || isAboutTheCall(verdict);
        if (group.length <= fewRows || isHopeless) left.push(...group);
        else pending.push(...halves(group));
        if (isHopeless) left.push(...pending.splice(0).flat());
      }
    }
    return left;
  };
}

/** The refusal is of the call itself: the table has no such message here, or a server does not know the schema yet. */
function isAboutTheCall({ code, kind }: Fault): boolean {
  return code === schemaUnknown || code === "http-405" || code === "http-501" || kind === "missing";
}

/** Two halves, the first last so that a stack works from the front; a single row stays whole. */
function halves(rows: Prepared[]): Prepared[][] {
  if (rows.length < 2) return [rows];
  const middle = Math.ceil(rows.length / 2);
  return [rows.slice(middle), rows.slice(0, middle)];
}
