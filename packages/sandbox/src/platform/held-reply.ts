import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "./http.ts";

/** An answer that was produced but has not left: the status and headers sit on the response, the body is here. */
export interface HeldReply {
  readonly body: Buffer;
  /** Gives the response its own methods back, so that something can be sent after all. */
  release(): void;
}

/**
 * Runs `serve` while the response only pretends to send, until it has called `end`. Writes succeed and callbacks run,
 * but not a byte reaches the socket, even when the socket is long gone. `finish` stays silent until something is really
 * sent: Node's own listener on it would take the connection to be free.
 */
export async function holdReply(response: ServerResponse, serve: () => Promise<void>): Promise<HeldReply> {
  const chunks: Buffer[] = [];
  const own = new Set<string>();
  const replace = (name: "writeHead" | "write" | "end" | "flushHeaders", method: (...values: unknown[]) => unknown) => {
    own.add(name);
    Object.defineProperty(response, name, { value: method, configurable: true, writable: true });
  };
  const keep = (values: readonly unknown[]) => {
    const [chunk, encoding] = values;
    if (typeof chunk === "string") chunks.push(Buffer.from(chunk, isEncoding(encoding) ? encoding : "utf8"));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    const done = values.find((value) => typeof value === "function");
    if (typeof done === "function") process.nextTick(() => done());
  };
  const ended = new Promise<void>((resolve) => {
    replace("writeHead", (status, ...rest) => {
      response.statusCode = Number(status);
      for (const [name, value] of headersOf(rest)) response.setHeader(name, value);
      return response;
    });
    replace("flushHeaders", () => undefined);
    replace("write", (...values) => {
      keep(values);
      return true;
    });
    replace("end", (...values) => {
      keep(values);
      resolve();
      return response;
    });
  });
  await Promise.race([ended, serve().then(() => ended)]);
  return {
    body: Buffer.concat(chunks),
    release: () => {
      for (const name of own) Reflect.deleteProperty(response, name);
    },
  };
}

/** Reads the body now and hands it out again later, so that a request can be served after its socket is gone. */
export async function keepBody(request: IncomingMessage): Promise<void> {
  const body = await readBody(request);
  Object.defineProperty(request, Symbol.asyncIterator, {
    value: async function* () {
      yield body;
    },
  });
}

function isEncoding(value: unknown): value is BufferEncoding {
  return typeof value === "string" && Buffer.isEncoding(value);
}

function headersOf(values: readonly unknown[]): [string, string][] {
  const given = values.find((value) => typeof value === "object" && value !== null && !Array.isArray(value));
  return Object.entries(given ?? {}).map(([name, value]) => [name, String(value)]);
}
