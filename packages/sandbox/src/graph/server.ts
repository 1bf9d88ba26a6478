import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createClock, type SandboxClock } from "../platform/clock.ts";
import { listen } from "../platform/http.ts";
import type { Around } from "../platform/strike.ts";
import { createDrive, pathOf } from "./drive.ts";
import { serveDrive } from "./drive-routes.ts";
import { sendJson } from "./graph-context.ts";
import { GraphError } from "./graph-error.ts";
import { answerSite, createSite, pathInDrive } from "./site.ts";
import { serveDownload, serveUpload } from "./transfer-routes.ts";
import { createUploadSessions } from "./upload-sessions.ts";

export interface GraphOptions {
  readonly port?: number;
  readonly clock?: SandboxClock;
  /** The SharePoint site, for example `clinic.sharepoint.com` and `sites/records`. */
  readonly site: { readonly hostname: string; readonly path: string };
  /** Whether an Authorization header opens this service. */
  readonly verifyToken: (authorization: string | undefined) => { readonly ok: boolean };
  readonly around?: Around;
  /** Largest body of one PUT …/content; 4 MiB unless given (documents say 250 MB today, 4 MB before). */
  readonly maxSimpleUploadBytes?: number;
  /** Platform time an upload session lives after its last fragment; 15 minutes unless given. */
  readonly uploadSessionLifetimeMs?: number;
}

export interface StoredFile {
  /** Names from the drive's root, joined by "/". */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly quickXorHash: string;
}

export interface RunningGraph {
  readonly origin: string;
  /** Service root including the version. */
  readonly url: string;
  /** The site's address as a person knows it. */
  readonly siteUrl: string;
  files(): StoredFile[];
  /** Everything in the library without ids and times: equal content, equal snapshot. */
  snapshot(): { readonly folders: readonly string[]; readonly files: readonly StoredFile[] };
  /** Empties the library and forgets upload sessions. */
  reset(): void;
  /** Requests received so far, struck ones too. */
  requests(): number;
  close(): Promise<void>;
}

/** Microsoft Graph v1.0 as far as files in one SharePoint document library go. */
export async function startGraph(options: GraphOptions): Promise<RunningGraph> {
  const clock = options.clock ?? createClock();
  const site = createSite(options.site);
  const sessions = createUploadSessions(clock, options.uploadSessionLifetimeMs ?? 900_000);
  const openDrive = () => createDrive(clock, `${options.site.path}/Shared Documents`);
  let drive = openDrive();
  let received = 0;

  const server = await listen((request, response) => {
    received += 1;
    const serve = () => answer(request, response);
    void (options.around?.(request, response, serve) ?? serve()).catch(() => response.destroy());
  }, options.port);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    response.setHeader("request-id", requestId);
    try {
      await route(request, response);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      sendJson(response, error.status, error.body(requestId, clock.now()));
    }
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", server.origin);
    const context = { request, response, url, origin: server.origin, drive, site, sessions };
    if (url.pathname.startsWith("/upload/")) return serveUpload(context);
    if (url.pathname.startsWith("/download/")) return serveDownload(context);
    if (!options.verifyToken(request.headers.authorization).ok) {
      response.setHeader("www-authenticate", 'Bearer realm="", error="invalid_token"');
      throw new GraphError("InvalidAuthenticationToken", "Access token is missing, expired or not yet valid.");
    }
    const path = url.pathname.replace(/^\/v1\.0/, "");
    const inDrive = pathInDrive(path, site);
    if (inDrive !== undefined) {
      return serveDrive({ ...context, path: inDrive, maxSimpleUploadBytes: options.maxSimpleUploadBytes ?? 4_194_304 });
    }
    sendJson(response, 200, answerSite(`${request.method} ${decodeURIComponent(path)}`, site));
  }

  const files = () =>
    drive
      .walk()
      .filter((item) => !item.children)
      .map((item) => ({
        path: pathOf(item).join("/"),
        size: item.content.length,
        sha256: item.sha256,
        quickXorHash: item.quickXorHash,
      }));

  return {
    origin: server.origin,
    url: `${server.origin}/v1.0`,
    siteUrl: site.webUrl,
    files,
    snapshot: () => ({
      folders: drive
        .walk()
        .filter((item) => item.children)
        .map((item) => pathOf(item).join("/")),
      files: files(),
    }),
    reset() {
      drive = openDrive();
      sessions.clear();
    },
    requests: () => received,
    close: server.close,
  };
}
