import { Fault } from "@flit/core/fault";
import { Refusal } from "@flit/core/refusal";
import { createHttpClient, type HttpReply } from "../http/client.ts";
import { isAllowedUrl, platformUrl } from "../http/hosts.ts";
import { networkFault } from "../http/network-fault.ts";
import { retryAfterMs } from "../http/retry-after.ts";
import type { ClinikoOptions } from "./options.ts";

export interface ClinikoClient {
  /** JSON of a path below `/v1/`. Throws Fault: `missing` and `forbidden` for what this key may not see. */
  get(path: string): Promise<unknown>;
  /** The file behind an attachment's content. */
  download(path: string): Promise<ReadableStream<Uint8Array>>;
  requestCount(): number;
  throttledCount(): number;
}

const shortWaitMs = 1_000;
const downloadDeadlineMs = 30 * 60_000;

/** Cliniko's API for one key. */
export function createClinikoClient(options: ClinikoOptions): ClinikoClient {
  const base = baseOf(options);
  const http = createHttpClient({
    governor: options.governor,
    hosts: ["cliniko"],
    allowLocal: options.allowLocal,
    headers: { accept: "application/json", "user-agent": `${options.vendorName} (${options.vendorEmail})` },
    authorise: async () => `Basic ${Buffer.from(`${options.apiKey}:`).toString("base64")}`,
    throttleMs,
  });

  const ask = async (path: string): Promise<HttpReply> => http.send({ method: "GET", url: `${base}/${path}` });
  return {
    async get(path) {
      let reply = await ask(path);
      // Single 403s have been seen to pass: the role is asked for before the answer is believed.
      if (reply.status === 403 && (await ask("user")).status === 200) reply = await ask(path);
      if (reply.status === 200) return reply.json;
      throw refusalOf(reply.status, path);
    },
    async download(path) {
      const reply = await http.send({ method: "GET", url: `${base}/${path}`, expectsRedirect: true });
      const location = reply.headers.get("location");
      if (reply.status !== 303 || location === null) throw refusalOf(reply.status, path);
      return await fetchBare(location, options.allowLocal);
    },
    requestCount: http.requestCount,
    throttledCount: http.throttledCount,
  };
}

/** The address of a presigned file carries its own right and refuses ours. It is neither kept nor logged. */
async function fetchBare(location: string, allowLocal: boolean): Promise<ReadableStream<Uint8Array>> {
  const url = new URL(location);
  if (url.protocol !== "https:" && !isAllowedUrl(url, [], allowLocal))
    throw new Fault("protocol", "file-host-not-allowed");
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(downloadDeadlineMs) });
    if (response.status === 200 && response.body) return response.body;
    await response.body?.cancel();
    throw new Fault(response.status >= 500 ? "unavailable" : "missing", `file-${response.status}`);
  } catch (error) {
    throw networkFault(error, false);
  }
}

function baseOf({ apiKey, baseUrl, allowLocal }: ClinikoOptions): string {
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
  const date = Date.parse(reply.headers.get("date") ?? "");
  const untilReset = Number.isFinite(reset) && Number.isFinite(date) ? reset - date : null;
  return Math.max(untilReset ?? 0, retryAfterMs(reply.headers) ?? 0, shortWaitMs);
}

function refusalOf(status: number, path: string): Fault {
  const list = path.split("?")[0] ?? "";
  if (status === 404) return new Fault("missing", "http-404", `Cliniko does not show ${list.replace(/\d{3,}/g, "…")}.`);
  if (status === 403) return new Fault("forbidden", "http-403", "The key's role may not read this.");
  return new Fault(status === 401 ? "unauthorised" : "invalid", `http-${status}`, `Cliniko answered ${status}.`);
}
