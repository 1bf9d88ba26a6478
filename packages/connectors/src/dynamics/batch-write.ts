import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";
import { backoffMs, retryAfterMs } from "../http/retry-after.ts";
import { batchBody, isMultipart, readBatchReply } from "./batch.ts";
import type { DataverseClient } from "./client.ts";
import { faultOf, isRolledBack } from "./errors.ts";
import { sideBySide } from "./gate.ts";
import { type Outcomes, outcomeOf, type Prepared, partsOf, requestFor, settle } from "./prepared.ts";
import type { TableShape } from "./table-shape.ts";

/** Rows in a `$batch`, which the platform carries out one after another. */
const partsPerBatch = 100;
/** A batch smaller than this costs more requests than its being sent beside others is worth. */
const fewestParts = 20;
/** Writing these recomputes the totals of their parent: side by side they deadlock on it. */
const totalled = new Set(["opportunityproduct", "quotedetail", "salesorderdetail", "invoicedetail"]);
const rounds = 5;
/** Longer waits are the engine's business, not a worker's that holds a lease. */
const longestWaitMs = 20_000;

/**
 * Carries intents out row by row: alone, or up to a hundred in one `$batch` that goes on after errors; several batches
 * side by side, as the platform advises. Rows the platform took back whole (deadlock) or throttled inside the batch are
 * sent again, the same bytes. Throws Fault; rows without an outcome are then open.
 */
export async function writeEach(
  client: DataverseClient,
  shape: TableShape,
  rows: readonly Prepared[],
  userId: string,
  outcomes: Outcomes,
): Promise<void> {
  // A row may only go after another one that refers to it.
  const isOrdered = totalled.has(shape.table.name) || rows.some(({ intent }) => intent.kind === "delete");
  const width = isOrdered ? 1 : client.width();
  const share = Math.min(partsPerBatch, Math.max(fewestParts, Math.ceil(rows.length / width)));
  const chunks = partsOf(rows, share);
  await sideBySide(
    width,
    chunks.map((chunk) => () => writeChunk(client, shape, chunk, userId, outcomes)),
  );
}

async function writeChunk(
  client: DataverseClient,
  shape: TableShape,
  chunk: readonly Prepared[],
  userId: string,
  outcomes: Outcomes,
): Promise<void> {
  let pending = chunk;
  for (let round = 1; pending.length > 0; round += 1) {
    const replies = await sendTogether(client, shape, pending);
    const again: Prepared[] = [];
    let waitMs = backoffMs(round);
    for (const [position, row] of pending.entries()) {
      const reply = replies[position];
      if (reply === undefined) {
        settle(outcomes, [row], {
          status: "unknown",
          fault: new Fault("unavailable", "part-missing", "The batch answer is incomplete.", { isUncertain: true }),
        });
        continue;
      }
      const askedMs = retryAfterMs(reply.headers) ?? 0;
      if (round < rounds && askedMs <= longestWaitMs && isWorthRepeating(reply)) {
        again.push(row);
        waitMs = Math.max(waitMs, askedMs);
      } else {
        outcomes.set(row.index, outcomeOf(reply, row.intent, userId));
      }
    }
    pending = again;
    if (pending.length > 0) await sleep(waitMs);
  }
}

function isWorthRepeating(reply: HttpReply): boolean {
  return reply.status === 429 || (reply.status >= 400 && isRolledBack(faultOf(reply)));
}

/** One answer per row, undefined where none arrived. Throws Fault. */
async function sendTogether(
  client: DataverseClient,
  shape: TableShape,
  rows: readonly Prepared[],
): Promise<(HttpReply | undefined)[]> {
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
  // Whatever the batch's own status: parts that were answered were carried out.
  if (reply.status < 300 || isMultipart(reply)) {
    const replies = readBatchReply(reply);
    return rows.map((_, position) => replies[position]);
  }
  // Refused as a whole, for its size or for one part that spoils it: the others must not suffer.
  if (reply.status !== 413 && reply.status !== 400) throw faultOf(reply);
  const middle = Math.ceil(rows.length / 2);
  return [
    ...(await sendTogether(client, shape, rows.slice(0, middle))),
    ...(await sendTogether(client, shape, rows.slice(middle))),
  ];
}
