import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";
import type { BatchPart } from "./batch.ts";
import { faultOf } from "./errors.ts";
import type { Metadata } from "./metadata.ts";
import { type Payload, payloadText, toPayload } from "./payload.ts";
import type { TableShape } from "./table-shape.ts";

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
  intents: readonly WriteIntent[],
  metadata: Metadata,
): Promise<{ readonly prepared: Prepared[]; readonly outcomes: Outcomes }> {
  const prepared: Prepared[] = [];
  const outcomes: Outcomes = new Map();
  for (const [index, intent] of intents.entries()) {
    try {
      const payload = intent.kind === "delete" ? {} : await toPayload(shape, intent.fields, intent.kind, metadata);
      prepared.push({ index, intent, payload });
    } catch (fault) {
      if (!(fault instanceof Fault) || fault.kind !== "invalid") throw fault;
      outcomes.set(index, { status: "refused", fault });
    }
  }
  return { prepared, outcomes };
}

/** The one request that carries an intent out: create only, or only on the version the caller saw. */
export function requestFor(shape: TableShape, { intent, payload }: Prepared): BatchPart {
  const path = `${shape.setName}(${intent.id})`;
  if (intent.kind === "delete")
    return { method: "DELETE", path, headers: { "If-Match": intent.ifVersion }, body: null };
  const condition = intent.kind === "create" ? { "If-None-Match": "*" } : { "If-Match": intent.ifVersion };
  return { method: "PATCH", path, headers: condition, body: payloadText(payload) };
}

/** What an answer says about one intent. A 5xx says nothing unless the platform took the transaction back. */
export function outcomeOf(reply: HttpReply, intent: WriteIntent, userId: string): WriteOutcome {
  if (reply.status >= 200 && reply.status < 300) return { status: "applied", version: reply.headers.get("etag") };
  // What is gone already needs no deleting.
  if (reply.status === 404 && intent.kind === "delete") return { status: "applied", version: null };
  const fault = faultOf(reply, userId);
  return { status: fault.isUncertain || fault.kind === "timeout" ? "unknown" : "refused", fault };
}

/** The same outcome for many intents. */
export function settle(outcomes: Outcomes, prepared: readonly Prepared[], outcome: WriteOutcome): void {
  for (const { index } of prepared) outcomes.set(index, outcome);
}
