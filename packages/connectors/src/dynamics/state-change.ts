import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import type { Fields } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
import type { BatchPart } from "./batch.ts";
import type { DataverseClient } from "./client.ts";
import type { Metadata } from "./metadata.ts";
import { payloadText, toPayload } from "./payload.ts";
import { outcomeOf } from "./prepared.ts";
import { readRows } from "./row.ts";
import type { TableShape } from "./table-shape.ts";

type Update = Extract<WriteIntent, { readonly kind: "update" }>;

const open = 0;
const won = 1;
const lost = 2;
const draft = 2;

/**
 * Whether an update asks for a state the platform only reaches by an action of its own:
 * - `product.statecode` 0 (active) publishes a draft: `PublishProductHierarchy`;
 * - `opportunity.statecode` 1 or 2 closes it: `WinOpportunity` or `LoseOpportunity`, with `statuscode` as the reason,
 *   `actualclosedate` as the day and `actualvalue` as the revenue of the closing activity.
 */
export function isStateChange(table: string, intent: WriteIntent): intent is Update {
  if (intent.kind !== "update") return false;
  const state = Number(intent.fields.statecode ?? Number.NaN);
  return (table === "product" && state === open) || (table === "opportunity" && (state === won || state === lost));
}

/**
 * Carries such an update out. The actions know no `If-Match`: the version is compared first, the other columns are
 * written with it, and a row already in the wanted state only has its other columns written.
 */
export async function changeState(
  client: DataverseClient,
  metadata: Metadata,
  shape: TableShape,
  intent: Update,
  userId: string,
): Promise<WriteOutcome> {
  const read = async () => (await readRows(client, shape, [intent.id], ["statecode"])).get(intent.id);
  const current = await read();
  if (current === undefined) return { status: "refused", fault: new Fault("missing", "row-missing") };
  if (current.version !== intent.ifVersion) return { status: "refused", fault: new Fault("conflict", "version") };
  const { name } = shape.table;
  const path = `${shape.setName}(${intent.id})`;
  const move = moveOf(name, Number(current.fields.statecode), Number(intent.fields.statecode));
  const plain = {
    ...(move === "plain" ? intent.fields : withoutClosing(name, intent.fields)),
    ...(move === "reopen" ? { statecode: open } : {}),
  };
  const hasPlain = Object.keys(plain).length > 0;
  if (hasPlain) {
    const body = payloadText(await toPayload(shape, plain, "update", metadata));
    const reply = await client.send({ method: "PATCH", path, headers: { "If-Match": intent.ifVersion }, body });
    const outcome = outcomeOf(reply, intent, userId);
    if (outcome.status !== "applied") return outcome;
  }
  if (move === "action" || move === "reopen") {
    const action = closingRequest(name, path, intent.fields) ?? publishRequest(path);
    const outcome = outcomeOf(await client.send({ ...action, body: action.body ?? "" }), intent, userId);
    if (outcome.status !== "applied") return outcome;
  }
  if (move === "none" && !hasPlain) return { status: "applied", version: current.version };
  return { status: "applied", version: (await read())?.version ?? null };
}

/** How a row comes from one state to another: an opportunity that was closed the other way has to be opened first. */
function moveOf(table: string, state: number, wanted: number): "action" | "reopen" | "plain" | "none" {
  if (state === wanted) return "none";
  if (table === "product") return state === draft ? "action" : "plain";
  return state === open ? "action" : "reopen";
}

/** The columns that are written as they are; a closing action or publishing carries the others. */
export function withoutClosing(table: string, fields: Fields): Fields {
  const carried = new Set(
    table === "product" ? ["statecode", "statuscode"] : ["statecode", "statuscode", "actualclosedate", "actualvalue"],
  );
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !carried.has(name)));
}

/** The action that publishes a product which is a draft or under revision. */
export function publishRequest(path: string): BatchPart {
  return { method: "POST", path: `${path}/Microsoft.Dynamics.CRM.PublishProductHierarchy`, headers: {}, body: "{}" };
}

/** The action that closes an opportunity as these fields say; null for every other table and state. */
export function closingRequest(table: string, path: string, fields: Fields): BatchPart | null {
  const { statuscode, actualclosedate: day, actualvalue: revenue } = fields;
  const state = Number(fields.statecode ?? Number.NaN);
  if (table !== "opportunity" || (state !== won && state !== lost)) return null;
  const close = payloadText({
    subject: JSON.stringify(state === won ? "Won" : "Lost"),
    "opportunityid@odata.bind": JSON.stringify(`/${path}`),
    // Noon keeps the day the same in every time zone a clinic is likely to be in.
    ...(typeof day === "string" ? { actualend: JSON.stringify(day.length === 10 ? `${day}T12:00:00Z` : day) } : {}),
    ...(typeof revenue === "string" || typeof revenue === "number" ? { actualrevenue: String(revenue) } : {}),
  });
  const body = payloadText({ Status: String(statuscode ?? (state === won ? 3 : 4)), OpportunityClose: close });
  return { method: "POST", path: state === won ? "WinOpportunity" : "LoseOpportunity", headers: {}, body };
}
