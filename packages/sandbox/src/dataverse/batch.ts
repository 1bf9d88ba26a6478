import { randomUUID } from "node:crypto";
import { type BatchItem, type BatchPart, parseBatch } from "./batch-parse.ts";
import type { DataverseError, WebApiReply } from "./model.ts";
import { readPreferences } from "./odata-options.ts";
import { badRequest } from "./rows-errors.ts";

/** How a batch gets its requests done. */
export interface BatchRunner {
  /** One request alone; throws DataverseError. */
  single(item: BatchItem): Promise<WebApiReply>;
  /** Requests that happen together or not at all; `each` runs one of them. */
  atomic(run: () => WebApiReply[]): WebApiReply[];
  /** One request inside a change set; throws DataverseError. */
  each(item: BatchItem): WebApiReply;
  /** The answer for an error, or the error again when it is none of the platform's. */
  failure(error: unknown): WebApiReply;
}

export interface BatchReply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Runs the parts one after the other; without `odata.continue-on-error` the first failure ends the batch with 4xx. */
export async function runBatch(
  text: string,
  contentType: string,
  prefer: string | undefined,
  runner: BatchRunner,
): Promise<BatchReply> {
  const boundary = `batchresponse_${randomUUID()}`;
  const continues = readPreferences(prefer).continuesOnError;
  const answers: string[] = [];
  let status = 200;
  for (const part of parseBatch(text, contentType)) {
    const { text: answer, status: partStatus } = await runPart(part, runner);
    answers.push(`--${boundary}\r\n${answer}`);
    if (partStatus >= 400 && !continues) {
      status = partStatus;
      break;
    }
  }
  return {
    status,
    contentType: `multipart/mixed; boundary=${boundary}`,
    text: `${answers.join("")}--${boundary}--\r\n`,
  };
}

async function runPart(part: BatchPart, runner: BatchRunner): Promise<{ text: string; status: number }> {
  if (part.kind === "single") {
    const reply = await attempt(() => runner.single(part.item), runner);
    return { text: renderItem(reply, part.item.contentId), status: reply.status };
  }
  try {
    const replies = runner.atomic(() => runChangeset(part.items, runner));
    const boundary = `changesetresponse_${randomUUID()}`;
    const items = replies.map((reply, index) => `--${boundary}\r\n${renderItem(reply, part.items[index]?.contentId)}`);
    const head = `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n`;
    return { text: `${head}${items.join("")}--${boundary}--\r\n`, status: 200 };
  } catch (error) {
    // A change set that fails answers with its one error, in place of all its items.
    const reply = runner.failure(error);
    return { text: renderItem(reply, undefined), status: reply.status };
  }
}

async function attempt(work: () => Promise<WebApiReply>, runner: BatchRunner): Promise<WebApiReply> {
  try {
    return await work();
  } catch (error) {
    return runner.failure(error);
  }
}

function runChangeset(items: readonly BatchItem[], runner: BatchRunner): WebApiReply[] {
  const created = new Map<string, string>();
  return items.map((item) => {
    const reply = runner.each(withReferences(item, created));
    const id = reply.headers["odata-entityid"];
    if (item.contentId !== undefined && id !== undefined) created.set(item.contentId, id);
    return reply;
  });
}

/** `$1` in the address or in a bind value stands for what the item with that Content-ID created. */
function withReferences(item: BatchItem, created: ReadonlyMap<string, string>): BatchItem {
  const resolve = (name: string): string => {
    const known = created.get(name);
    if (known !== undefined) return known;
    throw missingReference(name);
  };
  const url = item.url.replace(/^\/?\$(\w+)/, (_all, name: string) => resolve(name));
  const body = item.body.replace(
    /("[^"]+@odata\.bind"\s*:\s*)"\/?\$(\w+)"/g,
    (_all, head: string, name: string) => `${head}${JSON.stringify(resolve(name))}`,
  );
  return { ...item, url, body };
}

const missingReference = (name: string): DataverseError =>
  badRequest("0x80060888", `Content-ID Reference: '$${name}' does not exist in the batch context.`);

function renderItem(reply: WebApiReply, contentId: string | undefined): string {
  const head = ["Content-Type: application/http", "Content-Transfer-Encoding: binary"];
  if (contentId !== undefined) head.push(`Content-ID: ${contentId}`);
  const hasBody = reply.body !== undefined;
  const inner = [`HTTP/1.1 ${reply.status} ${reasons[reply.status] ?? ""}`.trimEnd()];
  if (hasBody) inner.push("Content-Type: application/json; odata.metadata=minimal");
  inner.push("OData-Version: 4.0");
  for (const [name, value] of Object.entries(reply.headers)) inner.push(`${names[name] ?? name}: ${value}`);
  const body = hasBody ? JSON.stringify(reply.body) : "";
  return `${head.join("\r\n")}\r\n\r\n${inner.join("\r\n")}\r\n\r\n${body}\r\n`;
}

const names: Readonly<Record<string, string>> = { "odata-entityid": "OData-EntityId", etag: "ETag" };

const reasons: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  304: "Not Modified",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  412: "Precondition Failed",
  429: "Too Many Requests",
  500: "Internal Server Error",
};
