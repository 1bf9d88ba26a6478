import { Fault } from "@flit/core/fault";
import { Refusal } from "@flit/core/refusal";
import { createHttpClient, type HttpReply } from "../http/client.ts";
import { isAllowedUrl, platformUrl } from "../http/hosts.ts";
import { networkFault } from "../http/network-fault.ts";
import { answeredAt, retryAfterMs } from "../http/retry-after.ts";
import type { ClinikoOptions } from "./options.ts";

export interface ClinikoClient {
  /** JSON of a path below `/v1/`. Throws Fault: `missing` and `forbidden` for what this key may not see. */
  get(path: string): Promise<unknown>;
  /** The file behind an attachment's content; an archived one may only be shown when it is asked for as such. */
  download(path: string, isArchived: boolean): Promise<ReadableStream<Uint8Array>>;
  requestCount(): number;
  throttledCount(): number;
}

const shortWaitMs = 1_000;
/** The window is a minute: whoever names a later time has another clock, or blocks us and may be asked again. */
const longestWaitMs = 10 * 60_000;
const downloadDeadlineMs = 30 * 60_000;

/** Cliniko's API for one key. */
export function createClinikoClient(options: ClinikoOptions): ClinikoClient {
  const base = apiRoot(options);
  const http = createHttpClient({
    governor: options.governor,
    hosts: ["cliniko"],
    allowLocal: options.allowLocal,
    headers: { accept: "application/json", "user-agent": `${options.vendorName} (${options.vendorEmail})` },
    authorise: async () => `Basic ${Buffer.from(`${options.apiKey}:`).toString("base64")}`,
    throttleMs,
  });

  const ask = async (path: string): Promise<HttpReply> => http.send({ method: "GET", url: `${base}/${path}` });
  async function fileAddress(path: string, isArchived: boolean): Promise<string> {
    const askFor = (query: string) =>
      http.send({ method: "GET", url: `${base}/${path}${query}`, expectsRedirect: true });
    let reply = await askFor("");
    if (reply.status === 404 && isArchived) reply = await askFor("?q%5B%5D=archived_at%3A*");
    const location = reply.headers.get("location");
    if (reply.status < 300 || reply.status > 399 || location === null) throw refusalOf(reply.status, path);
    return location;
  }

  return {
    async get(path) {
      let reply = await ask(path);
      // Single 403s have been seen to pass: the role is asked for before the answer is believed.
      if (reply.status === 403 && (await ask("user")).status === 200) reply = await ask(path);
      if (reply.status === 200) return reply.json;
      throw refusalOf(reply.status, path);
    },
    async download(path, isArchived) {
      try {
        return await fetchBare(await fileAddress(path, isArchived), options.allowLocal);
      } catch (error) {
        // Presigned addresses expire: a fresh one is asked for once.
        if (!(error instanceof Fault) || error.code !== "file-403") throw error;
        return await fetchBare(await fileAddress(path, isArchived), options.allowLocal);
      }
    },
    requestCount: http.requestCount,
    throttledCount: http.throttledCount,
  };
}

/** The address of a presigned file carries its own right and refuses ours. It is neither kept nor logged. */
async function fetchBare(location: string, allowLocal: boolean): Promise<ReadableStream<Uint8Array>> {
  if (!URL.canParse(location)) throw new Fault("protocol", "bad-link");
  const url = new URL(location);
  if (url.protocol !== "https:" && !isAllowedUrl(url, [], allowLocal))
    throw new Fault("protocol", "file-host-not-allowed");
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(downloadDeadlineMs) });
    if (response.status === 200 && response.body) return response.body;
    await response.body?.cancel();
    throw new Fault(isBusy(response.status) ? "unavailable" : "missing", `file-${response.status}`);
  } catch (error) {
    throw networkFault(error, false);
  }
}

/** The storage is busy: the file itself is not refused. */
function isBusy(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}

/** Address of the API a key belongs to: what follows its last hyphen names the shard. Throws Refusal. */
export function apiRoot({
  apiKey,
  baseUrl,
  allowLocal,
}: Pick<ClinikoOptions, "apiKey" | "baseUrl" | "allowLocal">): string {
  const shard = /-([a-z]{2}\d{1,2})$/i.exec(apiKey)?.[1]?.toLowerCase();
  if (baseUrl === undefined && apiKey.includes("-") && shard === undefined) {
    throw new Refusal("bad-api-key", "The Cliniko API key has no shard at its end (like -au2): copy it whole.");
  }
  const root = platformUrl(baseUrl ?? `https://api.${shard ?? "au1"}.cliniko.com/v1`, "cliniko", allowLocal);
  return root.endsWith("/v1") ? root : `${root}/v1`;
}

/** `X-RateLimit-Reset` is an absolute second of the server's clock: compared with the answer's own date. */
function throttleMs(reply: HttpReply): number | null {
  if (reply.status !== 429) return reply.status === 503 ? retryAfterMs(reply.headers) : null;
  const reset = Number(reply.headers.get("x-ratelimit-reset") ?? Number.NaN) * 1_000;
  const untilReset = Number.isFinite(reset) ? reset - answeredAt(reply.headers) : 0;
  return Math.min(Math.max(untilReset, retryAfterMs(reply.headers) ?? 0, shortWaitMs), longestWaitMs);
}

function refusalOf(status: number, path: string): Fault {
  const list = path.split("?")[0] ?? "";
  if (status === 404) return new Fault("missing", "http-404", `Cliniko does not show ${list.replace(/\d{3,}/g, "…")}.`);
  if (status === 403) return new Fault("forbidden", "http-403", "The key's role may not read this.");
  return new Fault(status === 401 ? "unauthorised" : "invalid", `http-${status}`, `Cliniko answered ${status}.`);
}
