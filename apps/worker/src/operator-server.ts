import { createServer, type Server } from "node:http";
import { type Metric, prometheusText, prometheusType } from "@flit/core/prometheus-text";
import { isBearer } from "./bearer.ts";

/** What orchestrators and operators ask a worker. */
export interface OperatorAnswers {
  /** Throws when this process cannot work: Postgres or the queue does not answer. */
  readonly ready: () => Promise<void>;
  readonly metrics: () => Promise<readonly Metric[]>;
  /** Without it metrics are told to nobody. */
  readonly token: string | undefined;
}

/** `/health`: the process runs. `/ready`: it can work. `/metrics`: figures, for whoever has the token. */
export function serveOperators(port: number, answers: OperatorAnswers): Promise<Server> {
  const server = createServer(async (request, response) => {
    const say = (status: number, body: string, type = "application/json") =>
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    try {
      switch (request.url?.split("?")[0]) {
        case "/health":
          return say(200, JSON.stringify({ isAlive: true }));
        case "/ready":
          return await answers.ready().then(
            () => say(200, JSON.stringify({ isReady: true })),
            () => say(503, JSON.stringify({ isReady: false })),
          );
        case "/metrics":
          if (!isBearer(request.headers.authorization, answers.token))
            return say(401, JSON.stringify({ code: "no-token" }));
          return say(200, prometheusText(await answers.metrics()), prometheusType);
        default:
          return say(404, JSON.stringify({ code: "not-found" }));
      }
    } catch {
      return response.headersSent ? response.destroy() : say(500, JSON.stringify({ code: "internal" }));
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve(server));
  });
}
