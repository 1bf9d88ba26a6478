import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { mutateClinic } from "./cliniko/mutate.ts";
import { editAsPerson } from "./edit-as-person.ts";
import { listen, type RunningServer, readBody } from "./platform/http.ts";
import type { Sandbox } from "./sandbox.ts";

const Amount = z.object({ seed: z.number().int().default(1), count: z.number().int().positive() });
const Privileges = z.object({ withheld: z.array(z.string()) });
const Rule = z.object({
  kind: z.enum([
    "lose-request",
    "lose-reply",
    "late-commit",
    "throttle",
    "server-error",
    "html",
    "truncate",
    "empty",
    "slow",
    "token",
    "forbidden",
    "deadlock",
  ]),
  match: z.string(),
  probability: z.number().min(0).max(1).exactOptional(),
  nth: z.number().int().positive().exactOptional(),
  times: z.number().int().positive().exactOptional(),
  amount: z.number().nonnegative().exactOptional(),
});
const Script = z.object({ seed: z.number().int(), rules: z.array(Rule) });
const Scripts = z.object({
  cliniko: Script.exactOptional(),
  dataverse: Script.exactOptional(),
  graph: Script.exactOptional(),
});

const Value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.object({ table: z.string(), id: z.string() })]);
const Values = z.record(z.string(), Value);
const Row = { table: z.string(), id: z.string() };
const Raw = z.object({
  changes: z.array(
    z.discriminatedUnion("op", [
      z.object({ op: z.literal("set"), ...Row, values: Values }),
      z.object({ op: z.literal("insert"), ...Row, id: z.string().optional(), values: Values }),
      z.object({ op: z.literal("delete"), ...Row }),
    ]),
  ),
});
const PersonEdits = z.object({
  edits: z.array(z.object({ ...Row, values: z.record(z.string(), z.unknown()) })),
});

type Command = (sandbox: Sandbox, request: IncomingMessage) => Promise<unknown>;

const commands: Readonly<Record<string, Command>> = {
  "POST /mutate": async ({ clinic }, request) => mutateClinic(clinic, Amount.parse(await json(request))),
  "POST /edit": async ({ dataverse }, request) => editAsPerson(dataverse.server, Amount.parse(await json(request))),
  "POST /raw": async ({ dataverse }, request) => ({
    undo: dataverse.server.changeRaw(Raw.parse(await json(request)).changes),
  }),
  "POST /edit-rows": async ({ dataverse }, request) => {
    for (const { table, id, values } of PersonEdits.parse(await json(request)).edits)
      dataverse.server.editAsPerson(table, id, values);
  },
  "POST /faults": async (sandbox, request) => sandbox.setFaults(Scripts.parse(await json(request))),
  "POST /reset": async (sandbox) => sandbox.reset(),
  "POST /privileges": async ({ dataverse }, request) =>
    dataverse.server.withhold(Privileges.parse(await json(request)).withheld),
  "POST /revoke-tokens": async ({ entra }) => entra.server.revokeAll(),
  "GET /snapshot": async (sandbox, request) => JSON.parse(sandbox.snapshot(snapshotOptions(request))),
  "GET /snapshot/digest": async (sandbox, request) => ({ digest: sandbox.snapshotDigest(snapshotOptions(request)) }),
  "GET /log/summary": async (sandbox) => summarise(sandbox),
  "GET /requests": async ({ cliniko, dataverse, graph, entra }) => ({
    cliniko: cliniko.server.requests(),
    clinikoThrottled: cliniko.server.throttled(),
    dataverse: dataverse.server.requests(),
    dataverseThrottled: dataverse.server.throttled(),
    graph: graph.server.requests(),
    tokens: entra.server.issued(),
  }),
};

/**
 * Lets another process steer a sandbox and ask for its proofs, over HTTP with JSON. `?withoutModified` on the
 * snapshots leaves out when and by whom rows were last written. A malformed body is a 400, an unknown command a 404.
 */
export function startControl(sandbox: Sandbox, port = 0): Promise<RunningServer> {
  return listen((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://control");
    const command = commands[`${request.method} ${pathname}`];
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body ?? {}));
    };
    if (command === undefined) return reply(404, { error: "unknown command", commands: Object.keys(commands) });
    command(sandbox, request).then(
      (result) => reply(200, result),
      (error: unknown) => reply(400, { error: error instanceof Error ? error.message : "failed" }),
    );
  }, port);
}

/** What the exactly-once proofs need: rows created more than once, creates repeated unnoticed, faults that struck. */
function summarise({ dataverse, faults }: Sandbox) {
  const log = dataverse.server.commitLog;
  const operations: Record<string, number> = {};
  for (const { by, op } of log.entries()) operations[`${by} ${op}`] = (operations[`${by} ${op}`] ?? 0) + 1;
  return {
    commits: log.size,
    operations,
    createdMoreThanOnce: [...log.createsPerId()]
      .filter(([, times]) => times > 1)
      .map(([row, times]) => ({ row, times })),
    hiddenUpdates: log.hiddenUpdates().map(({ table, id, requestId }) => ({ table, id, requestId })),
    struck: Object.fromEntries(Object.entries(faults).map(([platform, player]) => [platform, player.struck.length])),
  };
}

function snapshotOptions(request: IncomingMessage) {
  return { withoutModified: new URL(request.url ?? "/", "http://control").searchParams.has("withoutModified") };
}

async function json(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request)).toString();
  return text === "" ? {} : JSON.parse(text);
}
