import { randomUUID } from "node:crypto";
import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import type { Fields } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import { type BatchPart, changesetBody, isMultipart, readBatchReply } from "./batch.ts";
import type { DataverseClient } from "./client.ts";
import type { Metadata } from "./metadata.ts";
import { payloadText, toPayload } from "./payload.ts";
import { outcomeOf } from "./prepared.ts";
import { readRows } from "./row.ts";
import { closingRequest, publishRequest, withoutClosing } from "./state-change.ts";
import type { TableShape } from "./table-shape.ts";

type Update = Extract<WriteIntent, { readonly kind: "update" }>;

/**
 * "The object cannot be updated because it is read-only": the answer to changing a completed or cancelled activity, or a
 * closed opportunity. "Product … can only be updated in draft state": it is published.
 */
const readOnly = new Set(["0x8004022e", "0x8004f995"]);
const active = 0;
const underRevision = 3;

/** Whether an update was refused because its row is closed, or published. */
export function isReadOnly(outcome: WriteOutcome | undefined, intent: WriteIntent): intent is Update {
  return intent.kind === "update" && outcome?.status === "refused" && readOnly.has(outcome.fault.code);
}

/**
 * Changes a closed row the only way the platform allows: open it, write, close it as it was; a published product is
 * revised, written and published. All in one changeset, so that no lost answer leaves it open.
 */
export async function amendClosed(
  client: DataverseClient,
  metadata: Metadata,
  shape: TableShape,
  intent: Update,
  userId: string,
): Promise<WriteOutcome> {
  const kept = ["statecode", "statuscode", "actualend", "actualclosedate", "actualvalue"];
  const read = async (columns: readonly string[]) =>
    (await readRows(client, shape, [intent.id], columns)).get(intent.id);
  const before = await read(kept);
  if (before === undefined) return { status: "refused", fault: new Fault("missing", "row-missing") };
  if (before.version !== intent.ifVersion) return { status: "refused", fault: new Fault("conflict", "version") };
  const isProduct = shape.table.name === "product";
  // Publishing would bring a product back that somebody retired.
  if (isProduct && Number(before.fields.statecode) !== active)
    return { status: "refused", fault: new Fault("conflict", "product-retired") };
  // Closing sets the end to now unless it is given in the same request.
  const closing = Object.fromEntries(
    Object.entries(before.fields).filter(([name, value]) => value !== null && shape.table.columns[name]?.isUpdatable),
  );
  const path = `${shape.setName}(${intent.id})`;
  const patch = async (fields: Fields, condition: string): Promise<BatchPart> => ({
    method: "PATCH",
    path,
    headers: { "If-Match": condition },
    body: payloadText(await toPayload(shape, fields, "update", metadata)),
  });
  const close = isProduct
    ? publishRequest(path)
    : closingRequest(shape.table.name, path, { ...before.fields, ...intent.fields });
  const parts = [
    await patch({ statecode: isProduct ? underRevision : 0 }, before.version),
    await patch(
      close === null ? { ...closing, ...intent.fields } : withoutClosing(shape.table.name, intent.fields),
      "*",
    ),
    ...(close === null ? [] : [close]),
  ];
  const boundary = `batch_${randomUUID()}`;
  const reply = await client.send({
    method: "POST",
    path: "$batch",
    headers: { "content-type": `multipart/mixed; boundary="${boundary}"` },
    body: changesetBody(parts, client.apiPath, boundary),
  });
  const [answer] = isMultipart(reply) ? readBatchReply(reply) : [reply];
  if (answer === undefined)
    throw new Fault("unavailable", "part-missing", "The batch answer is incomplete.", { isUncertain: true });
  const outcome = outcomeOf(answer, intent, userId);
  return outcome.status === "applied" ? { status: "applied", version: (await read([]))?.version ?? null } : outcome;
}
