import { createServer } from "node:http";

export interface TestRequest {
  readonly method: string;
  /** Path and query, decoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface TestReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The connection breaks in place of an answer, or after this much of it. */
  readonly isCut?: boolean;
}

/** A service of a test's own, with nothing but a token endpoint: `answer` says the rest, null is a 404. */
export async function startTestServer(answer: (request: TestRequest) => TestReply | null) {
  const tokenPaths: string[] = [];
  const requests: TestRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let body = "";
    for await (const chunk of incoming.setEncoding("utf8")) body += chunk;
    const path = decodeURIComponent(incoming.url ?? "/");
    const request = { method: incoming.method ?? "GET", path, headers: incoming.headers, body };
    if (path.includes("/oauth2/v2.0/token")) {
      tokenPaths.push(path.split("?")[0] ?? "");
      const token = { token_type: "Bearer", expires_in: 3_599, access_token: `token-${tokenPaths.length}` };
      return void outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(token));
    }
    requests.push(request);
    const error = { error: { code: "0x80040217", message: "Does Not Exist" } };
    const reply: TestReply = answer(request) ?? { status: 404, body: error };
    const isText = typeof reply.body === "string";
    const text = reply.body === undefined ? "" : isText ? String(reply.body) : JSON.stringify(reply.body);
    const type = isText ? "text/html" : "application/json";
    if (reply.isCut && reply.body === undefined) return void outgoing.destroy();
    outgoing.writeHead(reply.status, { ...(text === "" ? {} : { "content-type": type }), ...reply.headers });
    if (!reply.isCut) return void outgoing.end(text);
    outgoing.write(text, () => setTimeout(() => outgoing.destroy(), 50));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    url,
    requests,
    tokenCount: () => tokenPaths.length,
    tokenPaths: () => tokenPaths,
    /** What every connector wants to know to sign in here. */
    options: {
      tenantId: "tenant",
      clientId: "client",
      clientSecret: "secret",
      authorityUrl: url,
      governor: { take: async () => undefined, hold: async () => undefined },
      allowLocal: true,
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
