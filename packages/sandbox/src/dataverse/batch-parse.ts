import { badRequest, payloadError } from "./rows-errors.ts";

/** One request inside a batch. */
export interface BatchItem {
  readonly contentId: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type BatchPart = { kind: "single"; item: BatchItem } | { kind: "changeset"; items: BatchItem[] };

const ceiling = 1_000;

/** Takes `multipart/mixed` apart. Line ends must be CRLF and blank lines where they belong, as the service insists. */
export function parseBatch(text: string, contentType: string): BatchPart[] {
  const parts = splitParts(text, boundaryOf(contentType)).map((part): BatchPart => {
    const { headers, rest } = splitHeaders(part);
    const type = headers["content-type"] ?? "";
    if (/^multipart\/mixed/i.test(type)) {
      const items = splitParts(rest, boundaryOf(type)).map(readItem);
      if (items.some((item) => item.method === "GET")) {
        throw badRequest("0x80060888", "GET operations are not allowed inside of a change set.");
      }
      return { kind: "changeset", items };
    }
    return { kind: "single", item: readItem(part) };
  });
  const count = parts.reduce((total, part) => total + (part.kind === "single" ? 1 : part.items.length), 0);
  if (count > ceiling) {
    throw badRequest("0x80060888", `Number of requests in the batch exceeds the maximum of ${ceiling}.`);
  }
  return parts;
}

function boundaryOf(contentType: string): string {
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw unreadable();
  return boundary;
}

function splitParts(text: string, boundary: string): string[] {
  const end = text.indexOf(`--${boundary}--`);
  const start = text.indexOf(`--${boundary}\r\n`);
  if (start < 0 || end < 0) throw unreadable();
  return text
    .slice(start, end)
    .split(`--${boundary}\r\n`)
    .slice(1)
    .map((part) => part.replace(/\r\n$/, ""));
}

function readItem(part: string): BatchItem {
  const outer = splitHeaders(part);
  if (!/^application\/http/i.test(outer.headers["content-type"] ?? "")) throw unreadable();
  const line = /^(GET|POST|PATCH|PUT|DELETE) (\S+) HTTP\/1\.1\r\n/.exec(outer.rest);
  if (line === null) throw unreadable();
  const inner = splitHeaders(outer.rest.slice(line[0].length));
  return {
    contentId: outer.headers["content-id"],
    method: line[1] ?? "",
    url: line[2] ?? "",
    headers: inner.headers,
    body: inner.rest.trim(),
  };
}

/** Headers up to the blank line; a part without headers starts with the blank line itself. */
function splitHeaders(part: string): { headers: Record<string, string>; rest: string } {
  const headers: Record<string, string> = {};
  let position = 0;
  for (;;) {
    const end = part.indexOf("\r\n", position);
    if (end < 0) throw unreadable();
    const line = part.slice(position, end);
    position = end + 2;
    if (line === "") return { headers, rest: part.slice(position) };
    const colon = line.indexOf(":");
    if (colon < 1 || line.includes("\n")) throw unreadable();
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
}

const unreadable = () => payloadError("", "System.ArgumentException: Stream was not readable.");
