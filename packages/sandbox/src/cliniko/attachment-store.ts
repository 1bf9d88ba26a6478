import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { SandboxClock } from "../platform/clock.ts";
import { attachmentBytes } from "./attachment-bytes.ts";

export interface AttachmentStore {
  /** Path and query of a link that opens a file for a while. */
  sign(seed: number, index: number): string;
  answer(request: IncomingMessage, response: ServerResponse): void;
}

/** The object store behind attachments: signed links only, and no credentials beside the signature. */
export function createAttachmentStore(clock: SandboxClock, lifetimeMs: number): AttachmentStore {
  const secret = "sandbox-signing-key";
  const signature = (path: string, expiresMs: number) =>
    createHmac("sha256", secret).update(`${path}\n${expiresMs}`).digest("hex");
  return {
    sign: (seed, index) => {
      const path = `/attachments/${seed}/${index}`;
      const expiresMs = Math.ceil(clock.now() + clock.scaled(lifetimeMs));
      return `${path}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=${expiresMs}&X-Amz-Signature=${signature(path, expiresMs)}`;
    },
    answer: (request, response) => {
      const url = new URL(request.url ?? "/", "http://store");
      const expiresMs = Number(url.searchParams.get("X-Amz-Expires"));
      const given = Buffer.from(url.searchParams.get("X-Amz-Signature") ?? "");
      const right = Buffer.from(signature(url.pathname, expiresMs));
      const [, seed, index] = /^\/attachments\/(\d+)\/(\d+)$/.exec(url.pathname) ?? [];
      if (request.method !== "GET")
        return refuse(response, 405, "MethodNotAllowed", "The specified method is not allowed");
      if (request.headers.authorization !== undefined) {
        return refuse(
          response,
          400,
          "InvalidArgument",
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
        );
      }
      if (given.length !== right.length || !timingSafeEqual(given, right)) {
        return refuse(
          response,
          403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided",
        );
      }
      if (clock.now() > expiresMs) return refuse(response, 403, "AccessDenied", "Request has expired");
      const bytes = attachmentBytes(Number(seed), Number(index));
      response.writeHead(200, { "content-type": "binary/octet-stream", "content-length": bytes.length });
      response.end(bytes);
    },
  };
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  );
}
