import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";
import type { BatchPart } from "./batch.ts";
import { codeOf, faultOf, isSchemaUnknown } from "./errors.ts";
import type { Metadata } from "./metadata.ts";
import { type Payload, payloadText, toPayload } from "./payload.ts";
import { isForeignPage } from "./reader.ts";
import type { TableShape } from "./table-shape.ts";

/** Characters of values in one request: far below the 116 MB a message may have, and small enough to answer in time. */
const largestText = 8 * 1024 * 1024;

/** An intent in the words of the Web API, with its place in the caller's list. */
export interface Prepared {
  readonly index: number;
  readonly intent: WriteIntent;
  readonly payload: Payload;
}

/** Outcomes by the intent's place. */
export type Outcomes = Map<number, WriteOutcome>;

/** Prepares intents; those the table cannot take are refused without being sent. */
export async function prepare(
  shape: TableShape,
  intents: readonly (readonly [number, WriteIntent])[],
  metadata: Metadata,
  outcomes: Outcomes,
): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  for (const [index, intent] of intents) {
    try {
      const payload = intent.kind === "delete" ? {} : await toPayload(shape, intent.fields, intent.kind, metadata);
      prepared.push({ index, intent, payload });
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.kind !== "invalid") throw fault;
      outcomes.set(index, { status: "refused", fault });
    }
  }
  return prepared;
}

/** Parts of a list, in order, none with more rows than `count` nor (unless it is one row) more text than `largestText`. */
export function partsOf(rows: readonly Prepared[], count: number): Prepared[][] {
  const parts: Prepared[][] = [];
  let textLength = 0;
  for (const row of rows) {
    const length = textLengthOf(row);
    const part = parts.at(-1);
    if (part === undefined || part.length >= count || textLength + length > largestText) {
      parts.push([row]);
      textLength = length;
    } else {
      part.push(row);
      textLength += length;
    }
  }
  return parts;
}

function textLengthOf({ payload }: Prepared): number {
  return Object.values(payload).reduce((sum, text) => sum + text.length, 0);
}

/** The one request that carries an intent out: create only, or only on the version the caller saw. */
export function requestFor(shape: TableShape, { intent, payload }: Prepared): BatchPart {
  const path = `${shape.setName}(${intent.id})`;
  if (intent.kind === "delete")
    return { method: "DELETE", path, headers: { "If-Match": intent.ifVersion }, body: null };
  const condition = intent.kind === "create" ? { "If-None-Match": "*" } : { "If-Match": intent.ifVersion };
  return { method: "PATCH", path, headers: condition, body: payloadText(payload) };
}

/**
 * What an answer says about one intent. Only an answer that judges the row is a refusal: after a 5xx, a throttled or a
 * taken-back request the row has to be read.
 */
export function outcomeOf(reply: HttpReply, intent: WriteIntent, userId: string): WriteOutcome {
  if (reply.status >= 200 && reply.status < 300) return { status: "applied", version: reply.headers.get("etag") };
  // What is gone already needs no deleting.
  if (intent.kind === "delete" && isRowMissing(reply)) return { status: "applied", version: null };
  const fault = faultFor(reply, intent, userId);
  const isVerdict = !fault.isUncertain && (fault.disposition === "reject" || fault.disposition === "stop");
  return { status: isVerdict ? "refused" : "unknown", fault };
}

/** A failed precondition without a code says what the request asked for: no such id yet, or this version. */
function faultFor(reply: HttpReply, intent: WriteIntent, userId: string): Fault {
  if (reply.status === 412 && codeOf(reply) === "")
    return new Fault("conflict", intent.kind === "create" ? "duplicate-id" : "version");
  if (reply.status === 404 && isForeignPage(reply)) return new Fault("protocol", "no-web-api");
  return faultOf(reply, userId);
}

/** The row does not exist, said by the Web API: not a server that does not know the table, not a gateway's page. */
function isRowMissing(reply: HttpReply): boolean {
  return reply.status === 404 && !isForeignPage(reply) && !isSchemaUnknown(reply);
}

/** The same outcome for many intents. */
export function settle(outcomes: Outcomes, prepared: readonly Prepared[], outcome: WriteOutcome): void {
  for (const { index } of prepared) outcomes.set(index, outcome);
}
