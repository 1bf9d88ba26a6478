import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";
import { backoffMs } from "../http/retry-after.ts";
import { batchBody, readBatchReply } from "./batch.ts";
import type { DataverseClient } from "./client.ts";
import { faultOf, isRolledBack } from "./errors.ts";
import { type Outcomes, outcomeOf, type Prepared, requestFor, settle } from "./prepared.ts";
import { chunksOf } from "./row.ts";
import type { TableShape } from "./table-shape.ts";

const partsPerBatch = 100;
const rounds = 5;

/**
 * Carries intents out row by row: alone, or up to a hundred in one `$batch` that goes on after errors. Rows the platform
 * took back whole (deadlock) or throttled inside the batch are sent again, the same bytes.
 */
export async function writeEach(
  client: DataverseClient,
  shape: TableShape,
  rows: readonly Prepared[],
  userId: string,
  outcomes: Outcomes,
): Promise<void> {
  for (const [position, chunk] of chunksOf(rows, partsPerBatch).entries()) {
    try {
      await writeChunk(client, shape, chunk, userId, outcomes);
    } catch (error) {
      if (!(error instanceof Fault) || (position === 0 && !error.isUncertain && error.disposition !== "retry"))
        throw error;
      settle(outcomes, rows.slice(position * partsPerBatch), { status: "unknown", fault: error });
      return;
    }
  }
}

async function writeChunk(
  client: DataverseClient,
  shape: TableShape,
  chunk: readonly Prepared[],
  userId: string,
  outcomes: Outcomes,
): Promise<void> {
  let pending = chunk;
  for (let round = 0; pending.length > 0; round += 1) {
    const replies = await sendTogether(client, shape, pending);
    const again: Prepared[] = [];
    for (const [position, row] of pending.entries()) {
      const reply = replies[position];
      if (reply === undefined) {
        settle(outcomes, [row], {
          status: "unknown",
          fault: new Fault("unavailable", "part-missing", "The batch answer is incomplete.", { isUncertain: true }),
        });
      } else if (round + 1 < rounds && isWorthRepeating(reply)) {
        again.push(row);
      } else {
        outcomes.set(row.index, outcomeOf(reply, row.intent, userId));
      }
    }
    pending = again;
    if (pending.length > 0) await sleep(backoffMs(round + 1));
  }
}

function isWorthRepeating(reply: HttpReply): boolean {
  return reply.status === 429 || (reply.status >= 400 && isRolledBack(faultOf(reply)));
}

async function sendTogether(
  client: DataverseClient,
  shape: TableShape,
  rows: readonly Prepared[],
): Promise<HttpReply[]> {
  const parts = rows.map((row) => requestFor(shape, row));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    const { method, path, headers, body } = only;
    return [await client.send({ method, path, headers, ...(body === null ? {} : { body }) })];
  }
  const boundary = `batch_${randomUUID()}`;
  const reply = await client.send({
    method: "POST",
    path: "$batch",
    headers: { "content-type": `multipart/mixed; boundary="${boundary}"`, prefer: "odata.continue-on-error" },
    body: batchBody(parts, client.apiPath, boundary),
  });
  if (reply.status < 200 || reply.status >= 300) {
    if (reply.status !== 413 || parts.length === 1) throw faultOf(reply);
    const middle = Math.ceil(rows.length / 2);
    return [
      ...(await sendTogether(client, shape, rows.slice(0, middle))),
      ...(await sendTogether(client, shape, rows.slice(middle))),
    ];
  }
  return readBatchReply(reply);
}
