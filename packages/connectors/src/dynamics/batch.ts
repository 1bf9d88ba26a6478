import { Fault } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";

/** One request inside a `$batch`. */
export interface BatchPart {
  readonly method: "PATCH" | "DELETE";
  /** Relative to the Web API's root. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The multipart body of a `$batch` outside any changeset: parts succeed or fail one by one. */
export function batchBody(parts: readonly BatchPart[], apiPath: string, boundary: string): string {
  const lines: string[] = [];
  for (const part of parts) {
    lines.push(`--${boundary}`, "Content-Type: application/http", "Content-Transfer-Encoding: binary", "");
    lines.push(`${part.method} ${apiPath}/${part.path} HTTP/1.1`);
    if (part.body !== null) lines.push("Content-Type: application/json; type=entry");
    for (const [name, value] of Object.entries(part.headers)) lines.push(`${name}: ${value}`);
    lines.push("", part.body ?? "");
  }
  return [...lines, `--${boundary}--`, ""].join("\r\n");
}

/**
 * Answers inside a `$batch` answer, in order; the boundary is the platform's choice. An answer that was cut short has
 * fewer parts than were sent. Throws Fault("protocol") when it is no multipart answer.
 */
export function readBatchReply(reply: Pick<HttpReply, "headers" | "text">): HttpReply[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(reply.headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined)
    throw new Fault("protocol", "no-boundary", "The batch answer is not multipart.", { isUncertain: true });
  const sections = reply.text.replaceAll("\r\n", "\n").split(`--${boundary}`);
  // What follows the last boundary is the closing mark, or a part that was cut off.
  return sections.slice(1, -1).flatMap((section) => readPart(section) ?? []);
}

function readPart(section: string): HttpReply | null {
  const status = /^HTTP\/1\.\d (\d{3})/m.exec(section);
  if (status === null) return null;
  const [head = "", ...rest] = section.slice(status.index).split("\n\n");
  const headers = new Headers();
  for (const line of head.split("\n").slice(1)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  const text = rest.join("\n\n").trim();
  return { status: Number(status[1]), headers, text, json: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
