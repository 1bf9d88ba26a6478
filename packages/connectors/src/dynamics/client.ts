import { setTimeout as sleep } from "node:timers/promises";
import type { RateGovernor } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { createHttpClient, type HttpReply } from "../http/client.ts";
import { platformUrl } from "../http/hosts.ts";
import { parseReply } from "../http/parse-reply.ts";
import { backoffMs, retryAfterMs } from "../http/retry-after.ts";
import { type ApplicationIdentity, createAuthorise } from "../http/tokens.ts";
import { faultOf, isSchemaLocked, isSchemaUnknown } from "./errors.ts";
import { createGate } from "./gate.ts";

/** Pauses before a server is asked again for schema it does not know yet: caches catch up in 3 to 30 seconds. */
export const schemaPausesMs: readonly number[] = [1_000, 2_000, 4_000, 8_000];

export type DynamicsOptions = {
  /** Address of the environment, e.g. `https://clinic.crm6.dynamics.com`. */
  readonly url: string;
  readonly governor: RateGovernor;
  /** Lets stand-ins on other hosts, and http, take the place of the platform. */
  readonly allowLocal: boolean;
} & ApplicationIdentity;

export interface DataverseRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the Web API's root, or a link the platform gave. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text, unless the headers say otherwise. */
  readonly body?: string;
}

/** The Web API of one environment. */
export interface DataverseClient {
  readonly apiPath: string;
  /** Any answer, refusals included. No more are in flight than the platform advises. */
  send(request: DataverseRequest): Promise<HttpReply>;
  /** How many requests the platform advises to have in flight. */
  width(): number;
  /** The body of a successful GET; null when what was asked for does not exist. Throws Fault. */
  get<Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    headers?: Readonly<Record<string, string>>,
  ): Promise<z.infer<Shape> | null>;
  /** All rows of a query, page by page. Throws Fault. */
  list<Shape extends z.ZodType>(
    path: string,
    row: Shape,
    headers?: Readonly<Record<string, string>>,
  ): AsyncGenerator<z.infer<Shape>>;
  requestCount(): number;
  throttledCount(): number;
}

/** Address of the environment itself. Throws Refusal. */
export function environmentRoot({ url, allowLocal }: Pick<DynamicsOptions, "url" | "allowLocal">): string {
  // People copy addresses out of their browser, or out of a developer's page.
  return platformUrl(url, "dynamics", allowLocal).replace(/\/(api(\/data(\/v[\d.]+)?)?|main\.aspx|apps.*)$/i, "");
}

export function createDataverseClient(options: DynamicsOptions): DataverseClient {
  const root = environmentRoot(options);
  const apiPath = "/api/data/v9.2";
  const http = createHttpClient({
    governor: options.governor,
    hosts: ["dynamics"],
    allowLocal: options.allowLocal,
    headers: { accept: "application/json", "odata-version": "4.0", "odata-maxversion": "4.0" },
    authorise: createAuthorise(options, root, options.allowLocal),
    throttleMs,
  });

  const gate = createGate();

  const send: DataverseClient["send"] = async (request) => {
    const isLink = /^(https?:|\/)/.test(request.path);
    const url = isLink ? onOwnOrigin(request.path, root) : `${root}${apiPath}/${request.path}`;
    const headers = {
      ...(request.body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
      // Without it a cache on the way may answer with an older version of the row.
      ...(request.method === "GET" ? { "if-none-match": "null" } : {}),
      ...request.headers,
    };
    const body = request.body === undefined ? {} : { body: request.body };
    const reply = await gate.run(() => http.send({ method: request.method, url, headers, ...body }));
    gate.follow(reply.headers.get("x-ms-dop-hint"));
    return reply;
  };

  const get: DataverseClient["get"] = async (path, shape, headers = {}) => {
    const reply = await send({ method: "GET", path, headers });
    if (reply.status === 200) return parseReply(shape, reply.json);
    if (reply.status !== 404) throw faultOf(reply);
    if (isForeignPage(reply))
      throw new Fault("protocol", "no-web-api", "No Dataverse Web API answers at this address.");
    return null;
  };

  /** One page. A server that does not know the newest schema yet is asked again. */
  async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpReply> {
    for (let turn = 0; ; turn += 1) {
      const reply = await send({ method: "GET", path, headers });
      const pauseMs = schemaPausesMs[turn];
      if (pauseMs === undefined || !isSchemaUnknown(reply)) return reply;
      await sleep(pauseMs);
    }
  }

  return {
    apiPath,
    send,
    width: gate.width,
    get,
    async *list(path, row, headers) {
      const page = z.object({ value: z.array(row), "@odata.nextLink": z.string().optional() });
      for (let next: string | undefined = path; next !== undefined; ) {
        const reply = await ask(next, headers);
        if (reply.status !== 200) throw faultOf(reply);
        const { value, "@odata.nextLink": link } = parseReply(page, reply.json);
        yield* value;
        next = link;
      }
    },
    requestCount: http.requestCount,
    throttledCount: http.throttledCount,
  };
}

/** A link the platform gave, asked of the address we know: a gateway may know itself by another name. Throws Fault. */
function onOwnOrigin(link: string, root: string): string {
  if (!URL.canParse(link, root)) throw new Fault("protocol", "bad-link");
  const { pathname, search } = new URL(link, root);
  return `${new URL(root).origin}${pathname}${search}`;
}

/** A page that no Web API wrote: it says nothing about what was asked for. */
export function isForeignPage(reply: HttpReply): boolean {
  return reply.json === undefined && reply.text !== "";
}

/** A running metadata operation also answers 429, but it is no service-protection limit: others may go on. */
function throttleMs(reply: HttpReply): number | null {
  const asked = retryAfterMs(reply.headers);
  if (reply.status === 429) return isSchemaLocked(reply) ? null : (asked ?? backoffMs(3, 1_000, 10_000));
  return reply.status === 503 ? asked : null;
}
