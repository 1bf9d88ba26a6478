import { readBody } from "../platform/http.ts";
import { describeItem } from "./describe-item.ts";
import { type GraphContext, sendJson } from "./graph-context.ts";
import { GraphError } from "./graph-error.ts";

/** The pre-authenticated upload URL: the address is the secret, so an Authorization header is an error. */
export async function serveUpload(context: GraphContext): Promise<void> {
  const { request, response, drive, sessions } = context;
  const id = lastSegment(context.url);
  if (request.headers.authorization !== undefined) {
    throw new GraphError("unauthenticated", "An upload URL is already authenticated; send no Authorization header.");
  }
  if (request.method === "GET") return sendJson(response, 200, sessions.status(id));
  if (request.method === "DELETE") {
    sessions.cancel(id);
    response.writeHead(204).end();
    return;
  }
  if (request.method !== "PUT") throw new GraphError("invalidRequest", "The HTTP method is not supported here.");
  const progress = sessions.append(id, request.headers["content-range"], await readBody(request));
  if (!("content" in progress)) return sendJson(response, 202, progress);
  const { from, path, conflict, ifMatch } = progress.target;
  const { item, created } = drive.putFile(from, path, progress.content, conflict, ifMatch);
  sessions.complete(id);
  sendJson(response, created ? 201 : 200, describeItem(item, context));
}

/** The pre-authenticated download URL that /content redirects to. */
export async function serveDownload({ url, drive, response }: GraphContext): Promise<void> {
  const item = drive.byId(lastSegment(url));
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": item.content.length });
  response.end(item.content);
}

function lastSegment(url: URL): string {
  return decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
}
