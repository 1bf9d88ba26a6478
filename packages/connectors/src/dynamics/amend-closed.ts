import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import type { DataverseClient } from "./client.ts";
import type { Metadata } from "./metadata.ts";
import { payloadText, toPayload } from "./payload.ts";
import { outcomeOf } from "./prepared.ts";
import { readRows } from "./row.ts";
import type { TableShape } from "./table-shape.ts";

type Update = Extract<WriteIntent, { readonly kind: "update" }>;

/** "The object cannot be updated because it is read-only": the answer to changing a completed or cancelled activity. */
const readOnly = "0x8004022e";

/** Whether an update was refused because its row is closed. */
export function isReadOnly(outcome: WriteOutcome | undefined, intent: WriteIntent): intent is Update {
  return intent.kind === "update" && outcome?.status === "refused" && outcome.fault.code === readOnly;
}

/** Changes a closed activity the only way the platform allows: open it, write, close it as it was. */
export async function amendClosed(
  client: DataverseClient,
  metadata: Metadata,
  shape: TableShape,
  intent: Update,
  userId: string,
): Promise<WriteOutcome> {
  const state = ["statecode", "statuscode"];
  const read = async () => (await readRows(client, shape, [intent.id], [...state, "actualend"])).get(intent.id);
  const before = await read();
  if (before === undefined) return { status: "refused", fault: new Fault("missing", "row-missing") };
  if (before.version !== intent.ifVersion) return { status: "refused", fault: new Fault("conflict", "version") };
  const path = `${shape.setName}(${intent.id})`;
  const patch = async (fields: Update["fields"], version: string) => {
    const body = payloadText(await toPayload(shape, fields, "update", metadata));
    return outcomeOf(
      await client.send({ method: "PATCH", path, headers: { "If-Match": version }, body }),
      intent,
      userId,
    );
  };
  const opened = await patch({ statecode: 0 }, before.version);
  if (opened.status !== "applied") return opened;
  // Closing sets the end to now unless it is given in the same request.
  const closing = Object.fromEntries(
    Object.entries(before.fields).filter(([name, value]) => value !== null && shape.table.columns[name]?.isUpdatable),
  );
  const written = await patch({ ...closing, ...intent.fields }, (await read())?.version ?? "");
  if (written.status === "applied") return { status: "applied", version: (await read())?.version ?? null };
  const current = await read();
  if (current) await patch(closing, current.version);
  return written;
}
