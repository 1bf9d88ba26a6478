import type { ServerResponse } from "node:http";
import { DataverseError, type WebApiReply } from "./model.ts";

/** An error in the platform's envelope. A defect of the sandbox answers 500 and says where it happened. */
export function errorReply(error: unknown, prefer: string | undefined): WebApiReply {
  if (!(error instanceof DataverseError)) {
    const where = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      status: 500,
      headers: {},
      body: { error: { code: "0x80040216", message: `An unexpected error occurred. ${where}` } },
    };
  }
  const headers = { ...error.headers };
  if (error.status === 401) return { status: 401, headers };
  const details: Record<string, string> = { code: error.code, message: error.message };
  if (prefer !== undefined && /include-annotations/i.test(prefer)) {
    details["@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus"] = "0";
    details["@Microsoft.PowerApps.CDS.HelpLink"] = `http://go.microsoft.com/fwlink/?LinkID=398563&error=${error.code}`;
    details["@Microsoft.PowerApps.CDS.InnerError.Message"] = error.message;
  }
  // A refused request has spent nothing, so it tells nothing about what remains either.
  return { status: error.status, headers, body: { error: details } };
}

/** Writes an answer; objects as JSON, text as it is. */
export function send(response: ServerResponse, reply: WebApiReply): void {
  const headers: Record<string, string> = { "cache-control": "no-cache", ...reply.headers };
  if (reply.body === undefined) {
    response.writeHead(reply.status, headers);
    return void response.end();
  }
  const isText = typeof reply.body !== "object";
  headers["content-type"] ??= isText ? "text/plain" : "application/json; odata.metadata=minimal; odata.streaming=true";
  response.writeHead(reply.status, headers);
  response.end(isText ? String(reply.body) : JSON.stringify(reply.body));
}
