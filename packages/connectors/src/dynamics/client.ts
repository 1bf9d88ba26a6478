import type { RateGovernor } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { createHttpClient, type HttpReply } from "../http/client.ts";
import { platformUrl } from "../http/hosts.ts";
import { backoffMs, retryAfterMs } from "../http/retry-after.ts";
import { type ApplicationIdentity, createAuthorise } from "../http/tokens.ts";
import { isSchemaLocked } from "./errors.ts";
import { createGate } from "./gate.ts";
import { createReader, type DataverseReader } from "./reader.ts";

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
  /** Sent again like a GET although its method is another one: it only asks. */
  readonly isRepeatable?: boolean;
}

/** The Web API of one environment. */
export interface DataverseClient extends DataverseReader {
  readonly apiPath: string;
  /** Any answer, refusals included. No more are in flight than the platform advises. */
  send(request: DataverseRequest): Promise<HttpReply>;
  /** How many requests the platform advises to have in flight. */
  width(): number;
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
    const { method, body, isRepeatable = false } = request;
    const reply = await gate.run(() =>
      http.send({ method, url, headers, isRepeatable, ...(body === undefined ? {} : { body }) }),
    );
    gate.follow(reply.headers.get("x-ms-dop-hint"));
    return reply;
  };

  return {
    apiPath,
    send,
    width: gate.width,
    ...createReader((path, headers = {}) => send({ method: "GET", path, headers })),
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

/** A running metadata operation also answers 429, but it is no service-protection limit: others may go on. */
function throttleMs(reply: HttpReply): number | null {
  const asked = retryAfterMs(reply.headers);
  if (reply.status === 429) return isSchemaLocked(reply) ? null : (asked ?? backoffMs(3, 1_000, 10_000));
  return reply.status === 503 ? asked : null;
}
