import type { IncomingMessage, ServerResponse } from "node:http";
import type { Drive } from "./drive.ts";
import type { Site } from "./site.ts";
import type { UploadSessions } from "./upload-sessions.ts";

/** What every route of this server gets. */
export interface GraphContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly origin: string;
  readonly drive: Drive;
  readonly site: Site;
  readonly sessions: UploadSessions;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json;odata.metadata=minimal;charset=utf-8" });
  response.end(JSON.stringify(body));
}
