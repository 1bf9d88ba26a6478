import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody as readBytes } from "../platform/http.ts";
import { seededRandom } from "../platform/seeded-random.ts";
import { handleAction } from "./actions-api.ts";
import { type BatchRunner, runBatch } from "./batch.ts";
import type { BatchItem } from "./batch-parse.ts";
import { targetCount } from "./bulk-multiple.ts";
import { createBulkOverlap } from "./bulk-overlap.ts";
import type { Limits } from "./limits.ts";
import { DataverseError, type WebApiReply, type WebApiRequest } from "./model.ts";
import { handleRows } from "./rows-api.ts";
import type { Caller, Environment } from "./rows-environment.ts";
import { payloadError, resourceNotFound } from "./rows-errors.ts";
import { callerOf, impersonated, type TokenVerdict } from "./server-identity.ts";
import { errorReply, send } from "./server-reply.ts";

/** Platform milliseconds an answer takes to come. */
export interface LatencyOptions {
  readonly perRequestMs: number;
  readonly perRowMs: number;
}

export type { TokenVerdict };

export interface DispatchContext {
  readonly environment: Environment;
  readonly schema: { handle(request: WebApiRequest): Promise<WebApiReply | undefined> };
  readonly limits: Limits;
  readonly seed: number;
  readonly options: {
    readonly verifyToken: (bearer: string | undefined) => TokenVerdict;
    readonly strangers?: { readonly unknown?: readonly string[]; readonly withoutRole?: readonly string[] };
    readonly latency?: LatencyOptions;
    readonly deadlockProbability?: number;
  };
}

/** Modelled execution time, booked against the 20-minute budget: platform milliseconds. */
const costs = { perRequestMs: 20, perRowMs: 4 } as const;

/** The longest address outside of a batch. */
const longestUrl = 32_768;
const longestUrlInBatch = 65_536;

const basePath = "/api/data/v9.2";

/** Takes a request from the socket to its answer: identity, limits, routing, errors in the platform's envelope. */
export function createDispatcher(context: DispatchContext) {
  const { environment, limits, options } = context;
  const overlap = createBulkOverlap(seededRandom(context.seed + 1), options.deadlockProbability ?? 0);
  let requests = 0;

  async function dispatch(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
    requests += 1;
    const requestId = randomUUID();
    const fixed = { "x-ms-service-request-id": requestId, "odata-version": "4.0" };
    try {
      const applicationUserId = callerOf(environment, options, request.headers.authorization, origin);
      const text = (await readBytes(request)).toString("utf8");
      const admission = limits.enter(applicationUserId);
      const rows = rowsIn(request.headers["content-type"] ?? "", text);
      try {
        const userId = impersonated(environment, applicationUserId, request.headers);
        const caller: Caller = {
          userId: userId ?? applicationUserId,
          requestId,
          by: "app",
          ...(userId !== undefined && { impersonatorId: applicationUserId }),
        };
        await serve(request, response, { text, caller, origin, rows, headers: { ...fixed, ...admission.headers } });
      } finally {
        admission.leave(costs.perRequestMs + rows * costs.perRowMs);
      }
    } catch (error) {
      const reply = errorReply(error, request.headers.prefer?.toString());
      send(response, { ...reply, headers: { ...fixed, ...reply.headers } });
    }
  }

  interface Call {
    readonly text: string;
    readonly caller: Caller;
    readonly origin: string;
    readonly rows: number;
    readonly headers: Record<string, string>;
  }

  async function serve(request: IncomingMessage, response: ServerResponse, call: Call): Promise<void> {
    const address = request.url ?? "/";
    if (address.length > longestUrl) throw new DataverseError(414, "", "The request URI is too long.");
    const url = new URL(address, call.origin);
    if (!url.pathname.startsWith(`${basePath}/`)) throw resourceNotFound(url.pathname);
    const baseUrl = call.origin + basePath;
    const path = url.pathname.slice(basePath.length + 1);
    const delay = options.latency;
    const wait = async () => {
      if (delay !== undefined) await environment.clock.sleep(delay.perRequestMs + call.rows * delay.perRowMs);
    };
    if (path === "$batch") {
      await wait();
      const type = request.headers["content-type"] ?? "";
      const reply = await runBatch(call.text, type, request.headers.prefer?.toString(), runner(call, baseUrl));
      return send(response, {
        status: reply.status,
        headers: { ...call.headers, "content-type": reply.contentType },
        body: reply.text,
      });
    }
    const webRequest: WebApiRequest = {
      method: request.method ?? "GET",
      path,
      query: url.searchParams,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()])),
      body: parseJson(call.text),
      userId: call.caller.userId,
      baseUrl,
    };
    const reply = await overlap.run(webRequest, async () => {
      await wait();
      return answer(webRequest, call.caller);
    });
    send(response, { ...reply, headers: { ...call.headers, ...reply.headers } });
  }

  async function answer(request: WebApiRequest, caller: Caller): Promise<WebApiReply> {
    return (await context.schema.handle(request)) ?? answerRows(request, caller);
  }

  const answerRows = (request: WebApiRequest, caller: Caller): WebApiReply =>
    handleAction(environment, request, caller) ?? handleRows(environment, request, caller);

  function runner({ caller }: Call, baseUrl: string): BatchRunner {
    const toRequest = (item: BatchItem): WebApiRequest => {
      if (item.url.length > longestUrlInBatch) throw new DataverseError(414, "", "The request URI is too long.");
      const url = new URL(item.url, `${baseUrl}/`);
      if (!url.pathname.startsWith(`${basePath}/`)) throw resourceNotFound(url.pathname);
      const path = url.pathname.slice(basePath.length + 1);
      if (path === "$batch") throw payloadError("", "Microsoft.OData.ODataException: Nested batches are not allowed.");
      const { method, headers } = item;
      return {
        method,
        path,
        query: url.searchParams,
        headers,
        body: parseJson(item.body),
        userId: caller.userId,
        baseUrl,
      };
    };
    return {
      single: async (item) => answer(toRequest(item), caller),
      atomic: (run) => environment.store.transaction(run),
      each: (item) => answerRows(toRequest(item), caller),
      failure: (error) => errorReply(error, undefined),
    };
  }

  return { dispatch, requests: () => requests };
}

/** Rows a request writes or reads, as far as its cost is concerned. */
function rowsIn(contentType: string, text: string): number {
  if (/^multipart\/mixed/i.test(contentType))
    return text.match(/\r\n(POST|PATCH|PUT|DELETE|GET) \S+ HTTP\/1\.1\r\n/g)?.length ?? 0;
  if (!text.includes('"Targets"')) return 1;
  try {
    return targetCount(JSON.parse(text));
  } catch {
    return 1;
  }
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw payloadError("", "Microsoft.OData.ODataException: Invalid JSON. An unexpected token was found.");
  }
}
