import type { WriteIntent, WriteOutcome } from "@flit/core/connector";
import type { Fields } from "@flit/core/destination";
import { Fault } from "@flit/core/fault";
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
 * written with it, and a row already in the wanted state is left alone.
 */
export async function changeState(
  client: DataverseClient,
  metadata: Metadata,
  shape: TableShape,
  intent: Update,
  userId: string,
): Promise<WriteOutcome> {
  const current = (await readRows(client, shape, [intent.id], ["statecode"])).get(intent.id);
  if (current === undefined) return { status: "refused", fault: new Fault("missing", "row-missing") };
  if (current.version !== intent.ifVersion) return { status: "refused", fault: new Fault("conflict", "version") };
  const wanted = Number(intent.fields.statecode);
  const state = current.fields.statecode;
  const needsAction = shape.table.name === "product" ? state === draft : state === open;
  const plain = needsAction ? withoutClosing(shape.table.name, intent.fields) : intent.fields;
  const path = `${shape.setName}(${intent.id})`;
  if (Object.keys(plain).length > 0) {
    const body = payloadText(await toPayload(shape, plain, "update", metadata));
    const reply = await client.send({ method: "PATCH", path, headers: { "If-Match": intent.ifVersion }, body });
    const outcome = outcomeOf(reply, intent, userId);
    if (outcome.status !== "applied" || !needsAction) return outcome;
  }
  const request =
    shape.table.name === "product"
      ? { path: `${path}/Microsoft.Dynamics.CRM.PublishProductHierarchy`, body: "{}" }
      : { path: wanted === won ? "WinOpportunity" : "LoseOpportunity", body: closing(path, intent.fields, wanted) };
  const outcome = outcomeOf(await client.send({ method: "POST", ...request }), intent, userId);
  if (outcome.status !== "applied") return outcome;
  const after = (await readRows(client, shape, [intent.id], ["statecode"])).get(intent.id);
  return { status: "applied", version: after?.version ?? null };
}

function withoutClosing(table: string, fields: Fields): Fields {
  const carried = new Set(
    table === "product" ? ["statecode", "statuscode"] : ["statecode", "statuscode", "actualclosedate", "actualvalue"],
  );
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !carried.has(name)));
}

function closing(path: string, fields: Fields, state: number): string {
  const { statuscode, actualclosedate: day, actualvalue: revenue } = fields;
  const close = payloadText({
    subject: JSON.stringify(state === won ? "Won" : "Lost"),
    "opportunityid@odata.bind": JSON.stringify(`/${path}`),
    // Noon keeps the day the same in every time zone a clinic is likely to be in.
    ...(typeof day === "string" ? { actualend: JSON.stringify(day.length === 10 ? `${day}T12:00:00Z` : day) } : {}),
    ...(typeof revenue === "string" || typeof revenue === "number" ? { actualrevenue: String(revenue) } : {}),
  });
  return payloadText({ Status: String(statuscode ?? (state === won ? 3 : 4)), OpportunityClose: close });
}
