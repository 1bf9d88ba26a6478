import { randomUUID } from "node:crypto";
import { DataverseError, type Table, type Value, type WebApiReply, type WebApiRequest } from "./model.ts";
import { deleteRow } from "./rows-delete.ts";
import { type Caller, type Environment, instantNow } from "./rows-environment.ts";
import { badRequest } from "./rows-errors.ts";
import { isObject } from "./validate-body.ts";

const states = { ready: 0, completed: 3 } as const;
const reasons = { waiting: 0, succeeded: 30 } as const;

/** Platform milliseconds before a job starts, and per hundred rows. */
const startMs = 5_000;
const perHundredMs = 10_000;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown) => typeof value === "string";

/** Every parameter is required, those that ask for nothing too. */
const required: readonly (readonly [name: string, isGiven: (value: unknown) => boolean])[] = [
  ["QuerySet", Array.isArray],
  ["JobName", isText],
  ["SendEmailNotification", (value) => typeof value === "boolean"],
  ["ToRecipients", Array.isArray],
  ["CCRecipients", Array.isArray],
  ["RecurrencePattern", isText],
  ["StartDateTime", (value) => isText(value) && !Number.isNaN(Date.parse(String(value)))],
];

/** BulkDelete: answers with a job, deletes later, one row at a time; rows that refuse become failures. */
export function startBulkDelete(environment: Environment, request: WebApiRequest, caller: Caller): WebApiReply {
  const body = request.body;
  if (!isObject(body)) throw badRequest("0x80040203", "A BulkDelete request needs a body.");
  const missing = required.find(([name, isGiven]) => !isGiven(body[name]))?.[0];
  if (missing !== undefined) throw badRequest("0x80040203", `The required field '${missing}' is missing.`);
  const work = asList(body.QuerySet).map((query: unknown) => readQuery(environment, query));
  const jobId = randomUUID();
  const { clock, store } = environment;
  const owner: Value = { table: "systemuser", id: caller.userId };
  const now = instantNow(clock);
  const job = store.insert(
    "asyncoperation",
    jobId,
    new Map<string, Value>([
      ["name", String(body.JobName)],
      ["operationtype", 13],
      ["ownerid", owner],
      ["createdon", now],
      ["modifiedon", now],
      ["createdby", owner],
      ["modifiedby", owner],
      ["statecode", states.ready],
      ["statuscode", reasons.waiting],
    ]),
  );
  const count = work.reduce((total, { ids }) => total + ids.length, 0);
  void clock.sleep(startMs + Math.ceil(count / 100) * perHundredMs).then(() => {
    for (const { table, ids } of work) for (const id of ids) deleteOne(environment, table, id, jobId, caller);
    const done: Map<string, Value> = new Map<string, Value>([
      ["statecode", states.completed],
      ["statuscode", reasons.succeeded],
      ["completedon", instantNow(clock)],
    ]);
    store.change("asyncoperation", job, done);
  });
  const context = `${request.baseUrl}/$metadata#Microsoft.Dynamics.CRM.BulkDeleteResponse`;
  return { status: 200, headers: {}, body: { "@odata.context": context, JobId: jobId } };
}

function deleteOne(environment: Environment, table: Table, id: string, jobId: string, caller: Caller): void {
  const { store } = environment;
  const row = store.get(table.logicalName, id);
  if (row === undefined) return;
  try {
    store.transaction(() => deleteRow(environment, table, row, caller));
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    const failure: Map<string, Value> = new Map<string, Value>([
      ["asyncoperationid", { table: "asyncoperation", id: jobId }],
      ["errornumber", Number(error.code) | 0],
      ["errordescription", error.message],
      ["regardingobjectid", id],
      ["regardingobjecttypecode", table.logicalName],
    ]);
    store.insert("bulkdeletefailure", randomUUID(), failure);
  }
}

/** One condition on the primary id is what the platform's samples send; values come wrapped as `{Type, Value}`. */
function readQuery({ metadata }: Environment, query: unknown): { table: Table; ids: string[] } {
  const table = isObject(query) ? metadata.tables.get(String(query.EntityName)) : undefined;
  const criteria = isObject(query) && isObject(query.Criteria) ? query.Criteria : undefined;
  const conditions = asList(criteria?.Conditions);
  const [condition] = conditions;
  const isById = isObject(condition) && condition.AttributeName === table?.primaryId && condition.Operator === "In";
  if (table === undefined || conditions.length !== 1 || !isById || !Array.isArray(condition.Values)) {
    throw badRequest("0x80040203", "The query of a bulk deletion must be one 'In' condition on the primary id.");
  }
  const ids = condition.Values.map((value: unknown) => {
    if (!isObject(value) || typeof value.Value !== "string" || typeof value.Type !== "string") {
      throw badRequest("0x80040203", "Values must be objects with Type and Value.");
    }
    return value.Value.toLowerCase();
  });
  return { table, ids };
}
