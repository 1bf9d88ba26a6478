import type { IncomingMessage, ServerResponse } from "node:http";
import type { SandboxClock } from "./clock.ts";
import { type Dialect, dialects, type FaultReply } from "./dialects.ts";
import type { FaultKind, FaultPlayer, FaultRule } from "./faults.ts";
import { holdReply, keepBody } from "./held-reply.ts";

/** Wraps the serving of one request; servers of the sandbox take one as `around`. */
export type Around = (request: IncomingMessage, response: ServerResponse, serve: () => Promise<void>) => Promise<void>;

export interface StrikeOptions {
  readonly dialect: Dialect;
  readonly clock: SandboxClock;
  /** Platform milliseconds before every request is served. */
  readonly latencyMs?: number;
}

/**
 * Lets the player's faults happen on real sockets. What is committed and what the client sees:
 * lose-request nothing / reset · lose-reply yes / reset · late-commit after the client gave up / reset · throttle,
 * server-error, token, forbidden, deadlock nothing / that answer · html by turns 502 with and 200 without commit · truncate and
 * empty yes / a reply that lies · slow yes / later.
 */
export function around(player: FaultPlayer, options: StrikeOptions): Around {
  return async (request, response, serve) => {
    if (options.latencyMs) await options.clock.sleep(options.latencyMs);
    const rule = player.next(request.method ?? "GET", request.url ?? "/");
    if (rule === undefined) return serve();
    const turn = player.struck.filter((strike) => strike.kind === rule.kind).length;
    await strikes[rule.kind]({ request, response, serve, rule, turn, options });
  };
}

interface Strike {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly serve: () => Promise<void>;
  readonly rule: FaultRule;
  /** 1 for the first strike of this kind. */
  readonly turn: number;
  readonly options: StrikeOptions;
}

const page =
  "<!DOCTYPE html><html><head><title>Service unavailable</title></head><body><h1>We'll be right back</h1></body></html>";
const htmlHeaders = { "content-type": "text/html; charset=utf-8" };

const strikes: Readonly<Record<FaultKind, (strike: Strike) => Promise<void>>> = {
  "lose-request": async ({ request }) => reset(request),

  "lose-reply": async ({ request, response, serve }) => {
    await holdReply(response, serve);
    reset(request);
  },

  "late-commit": async ({ request, response, serve, rule, options }) => {
    await keepBody(request);
    reset(request);
    await options.clock.sleep(rule.amount ?? 1_000);
    await holdReply(response, serve);
  },

  throttle: ({ request, response, rule, turn, options }) =>
    refuse(request, response, dialects[options.dialect].throttle(rule.amount ?? 1, turn, options.clock.now())),

  "server-error": ({ request, response, turn, options }) => {
    const status = [500, 502, 503][(turn - 1) % 3] ?? 500;
    return refuse(request, response, dialects[options.dialect].serverError(status));
  },

  token: ({ request, response, options }) => refuse(request, response, dialects[options.dialect].unauthorised()),

  forbidden: ({ request, response, options }) => refuse(request, response, dialects[options.dialect].forbidden()),

  deadlock: ({ request, response, options }) => refuse(request, response, dialects[options.dialect].deadlock()),

  html: async ({ request, response, serve, turn }) => {
    if (turn % 2 === 0) return refuse(request, response, { status: 200, headers: htmlHeaders, body: page });
    await replaceReply(response, serve, 502, page);
  },

  truncate: async ({ request, response, serve }) => {
    const { body, release } = await holdReply(response, serve);
    release();
    if (body.length === 0) return reset(request);
    response.removeHeader("transfer-encoding");
    response.setHeader("content-length", body.length);
    await new Promise<void>((resolve) => response.write(body.subarray(0, body.length >> 1), () => resolve()));
    request.socket.destroySoon();
  },

  empty: async ({ response, serve }) => {
    const { release } = await holdReply(response, serve);
    release();
    response.removeHeader("transfer-encoding");
    response.setHeader("content-length", 0);
    response.end();
  },

  slow: async ({ serve, rule, options }) => {
    await options.clock.sleep(rule.amount ?? 1_000);
    await serve();
  },
};

/** A reset the client's kernel reports as such (RST), not a polite end of stream. */
function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

/** Answers without serving. The body is read first: unread bytes would turn the answer into a reset. */
async function refuse(request: IncomingMessage, response: ServerResponse, reply: FaultReply): Promise<void> {
  await keepBody(request);
  response.writeHead(reply.status, reply.headers);
  response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
}

async function replaceReply(response: ServerResponse, serve: () => Promise<void>, status: number, body: string) {
  const { release } = await holdReply(response, serve);
  release();
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, htmlHeaders);
  response.end(body);
}
