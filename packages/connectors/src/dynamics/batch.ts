import { Fault } from "@flit/core/fault";
import type { HttpReply } from "../http/client.ts";

/** One request inside a `$batch`. */
export interface BatchPart {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Relative to the Web API's root. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The multipart body of a `$batch` outside any changeset: parts succeed or fail one by one. */
export function batchBody(parts: readonly BatchPart[], apiPath: string, boundary: string): string {
  const lines = parts.flatMap((part) => [`--${boundary}`, ...partLines(part, apiPath)]);
  return [...lines, `--${boundary}--`, ""].join("\r\n");
}

/** The multipart body of a `$batch` with one changeset: all its parts are carried out, in order, or none. */
export function changesetBody(parts: readonly BatchPart[], apiPath: string, boundary: string): string {
  const inner = `changeset_${boundary}`;
  const lines = parts.flatMap((part, index) => [`--${inner}`, ...partLines(part, apiPath, index + 1)]);
  const head = [`--${boundary}`, `Content-Type: multipart/mixed; boundary="${inner}"`, ""];
  return [...head, ...lines, `--${inner}--`, "", `--${boundary}--`, ""].join("\r\n");
}

function partLines(part: BatchPart, apiPath: string, contentId?: number): string[] {
  const lines = ["Content-Type: application/http", "Content-Transfer-Encoding: binary"];
  if (contentId !== undefined) lines.push(`Content-ID: ${contentId}`);
  lines.push("", `${part.method} ${apiPath}/${part.path} HTTP/1.1`);
  if (part.body !== null) lines.push("Content-Type: application/json; type=entry");
  for (const [name, value] of Object.entries(part.headers)) lines.push(`${name}: ${value}`);
  return [...lines, "", part.body ?? ""];
}

/** Whether an answer has parts at all: a page of a gateway, or a refusal of the whole batch, has none. */
export function isMultipart(reply: Pick<HttpReply, "headers">): boolean {
  return /^multipart\/mixed/i.test(reply.headers.get("content-type") ?? "");
}

/**
 * Answers inside a `$batch` answer, in order; the boundary is the platform's choice. An answer that was cut short has
 * fewer parts than were sent, and nothing is read behind a part that cannot be read. A changeset answers with its first
 * part, which speaks for all of them. Throws Fault("protocol") when it is no multipart answer.
 */
export function readBatchReply(reply: Pick<HttpReply, "headers" | "text">): HttpReply[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(reply.headers.get("content-type") ?? "")?.[1]?.trim();
  if (boundary === undefined)
    throw new Fault("protocol", "no-boundary", "The batch answer is not multipart.", { isUncertain: true });
  const sections = reply.text.replaceAll("\r\n", "\n").split(`--${boundary}`);
  const replies: HttpReply[] = [];
  // What follows the last boundary is the closing mark, or a part that was cut off.
  for (const section of sections.slice(1, -1)) {
    const part = readPart(section);
    if (part === null) break;
    replies.push(part);
  }
  return replies;
}

function readPart(section: string): HttpReply | null {
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/m.exec(section);
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
