import { setTimeout as sleep } from "node:timers/promises";
import type { RateGovernor } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { isAllowedUrl, type PlatformHost } from "./hosts.ts";
import { networkFault } from "./network-fault.ts";
import { readBody } from "./read-body.ts";
import { backoffMs, retryAfterMs } from "./retry-after.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Milliseconds for the whole answer, its body included. */
  readonly deadlineMs?: number;
  /** No credentials on this request: it goes to a URL that carries its own. */
  readonly isBare?: boolean;
  /** A redirect is the expected answer; any other redirect is Fault("protocol"). */
  readonly expectsRedirect?: boolean;
  /** Resent like a GET although its method is another one: sending it twice has the effect of once. */
  readonly isRepeatable?: boolean;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body, undefined when there is none or it is not JSON. */
  readonly json: unknown;
}

export interface HttpStream {
  readonly headers: Headers;
  readonly content: ReadableStream<Uint8Array>;
}

export interface HttpClientOptions {
  readonly governor: RateGovernor;
  readonly hosts: readonly PlatformHost[];
  readonly allowLocal: boolean;
  /** Sent with every request that is not bare. */
  readonly headers: Readonly<Record<string, string>>;
  /** Value of the Authorization header; another than the one that was refused. */
  readonly authorise: (refused: string | null) => Promise<string>;
  /** Milliseconds a throttling answer asks for, null when it is none. */
  readonly throttleMs?: (reply: HttpReply) => number | null;
}

export interface HttpClient {
  /**
   * Answers of the platform, refusals included; the caller judges them. GETs are repeated after resets, time-outs,
   * broken answers and 5xx; anything else once only, except after throttling. Throws Fault: `timeout` and
   * `unavailable` (uncertain when a write may have arrived), `throttled`, `unauthorised`, `protocol`.
   */
  send(request: HttpRequest): Promise<HttpReply>;
  /** The content of a 200 answer to a GET, unread. */
  stream(request: HttpRequest): Promise<HttpStream>;
  requestCount(): number;
  throttledCount(): number;
}

const attempts = 5;
/** Waits longer than this are the engine's business, not a worker's that holds a lease. */
const longestWaitMs = 20_000;
const deadlineMs = 120_000;
/** A file may take long on a clinic's line. */
const streamDeadlineMs = 30 * 60_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const throttleMs = options.throttleMs ?? defaultThrottleMs;
  let requests = 0;
  let throttled = 0;

  async function attempt<T>(
    request: HttpRequest,
    authorise: () => Promise<string>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const url = new URL(request.url);
    if (!isAllowedUrl(url, options.hosts, options.allowLocal)) throw new Fault("protocol", "host-not-allowed");
    const headers = new Headers(request.isBare ? {} : options.headers);
    for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
    // Signing in takes time, and a permit is for now; credentials can expire in a long queue.
    if (!request.isBare) await authorise();
    await options.governor.take();
    if (!request.isBare) headers.set("authorization", await authorise());
    requests += 1;
    try {
      const response = await fetch(url, {
        method: request.method,
        headers,
        redirect: "manual",
        signal: AbortSignal.timeout(request.deadlineMs ?? deadlineMs),
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      const isRedirect = response.status >= 300 && response.status < 400 && response.status !== 304;
      if (isRedirect && !request.expectsRedirect) {
        await response.body?.cancel();
        throw new Fault("protocol", "redirect", "The platform sent us elsewhere.");
      }
      return await read(response);
    } catch (error) {
      throw networkFault(error, request.method !== "GET");
    }
  }

  async function repeat<T>(
    request: HttpRequest,
    read: (response: Response) => Promise<T>,
    reply: (value: T) => HttpReply | null,
  ): Promise<T> {
    const isSafe = request.method === "GET" || request.isRepeatable === true;
    /** The credentials the last answer refused. */
    let refused: string | null = null;
    let sent: string | null = null;
    const authorise = async () => {
      sent = await options.authorise(refused);
      return sent;
    };
    for (let count = 0; ; count += 1) {
      const isLast = count + 1 >= attempts;
      const value = await attempt(request, authorise, read).catch((error: unknown) => {
        if (!(error instanceof Fault) || error.disposition !== "retry" || !isSafe || isLast) throw error;
        return null;
      });
      const answer = value === null ? null : reply(value);
      const wasRefused = refused !== null;
      refused = null;
      if (value !== null && answer === null) return value;
      if (answer !== null && value !== null) {
        const waitMs = throttleMs(answer);
        if (waitMs !== null) {
          throttled += 1;
          await options.governor.hold(waitMs);
          if (isLast || waitMs > longestWaitMs) {
            throw new Fault("throttled", `http-${answer.status}`, "The platform asks us to wait.", {
              retryAfterMs: waitMs,
            });
          }
          await sleep(waitMs);
          continue;
        }
        if (answer.status === 401 && !request.isBare) {
          if (wasRefused) throw new Fault("unauthorised", "http-401", "The platform does not accept our credentials.");
          refused = sent;
          continue;
        }
        if (!isSafe || (answer.status < 500 && answer.status !== 408)) return value;
        if (isLast) throw new Fault("unavailable", `http-${answer.status}`, "The platform does not answer properly.");
      }
      await sleep(backoffMs(count));
    }
  }

  return {
    send: (request) =>
      repeat(
        request,
        (response) => readReply(request, response),
        (value) => value,
      ),
    async stream(request) {
      const opened = await repeat<HttpReply | HttpStream>(
        { ...request, deadlineMs: request.deadlineMs ?? streamDeadlineMs },
        async (response) =>
          response.status === 200 && response.body !== null
            ? { headers: response.headers, content: faithful(response.body) }
            : readReply(request, response),
        (value) => ("content" in value ? null : value),
      );
      if ("content" in opened) return opened;
      throw new Fault(opened.status === 404 ? "missing" : "protocol", `http-${opened.status}`);
    },
    requestCount: () => requests,
    throttledCount: () => throttled,
  };
}

/** The same content, whose connection fails with a Fault like any other. */
function faithful(content: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = content.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        throw networkFault(error, false);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Reads an answer whole. Every 200 to a GET is JSON on these platforms: anything else was cut short or is not theirs. */
async function readReply(request: HttpRequest, response: Response): Promise<HttpReply> {
  const text = await readBody(response);
  const json = parse(text);
  const isJson = request.method === "GET" || (response.headers.get("content-type") ?? "").includes("json");
  if ((response.status === 200 || response.status === 201) && isJson && json === undefined) {
    const details = { isUncertain: request.method !== "GET" };
    throw new Fault("unavailable", "broken-json", "The answer was cut short.", details);
  }
  return { status: response.status, headers: response.headers, text, json };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function defaultThrottleMs(reply: HttpReply): number | null {
  const asked = retryAfterMs(reply.headers);
  if (reply.status === 429) return asked ?? backoffMs(2, 1_000, 5_000);
  return reply.status === 503 ? asked : null;
}
