import { createHmac } from "node:crypto";
import { lookup } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Refusal } from "@flit/core/refusal";
import { isPublicAddress } from "./public-address.ts";

const timeoutMs = 10_000;

/** Reads the address of a webhook as somebody typed it. Throws Refusal. */
export function webhookUrl(text: string, allowLocal: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHttps = url?.protocol === "https:" || (allowLocal && url?.protocol === "http:");
  if (url === null || !isHttps || url.username !== "" || url.password !== "")
    throw new Refusal("bad-webhook", "Type an address that begins with https:// and holds no user name.");
  const host = url.hostname.replaceAll(/[[\]]/g, "");
  const isNamed =
    isIP(host) === 0 ? host.includes(".") && !/\.(local|internal|localhost)$/.test(host) : isPublicAddress(host);
  if (!isNamed && !allowLocal)
    throw new Refusal("bad-webhook", "Type an address on the internet: private networks are not called from here.");
  return url;
}

/** What a receiver checks: HMAC-SHA256 over the time and the body, so that neither can be changed or sent again later. */
export function signatureOf(secret: string, atSeconds: number, body: string): string {
  return `t=${atSeconds},v1=${createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex")}`;
}

/** Sends a message to a clinic's webhook; answers null when it was taken (2xx), else a code. Follows no redirect. */
export function sendWebhook(
  webhook: { readonly url: string; readonly secret: string },
  message: { readonly id: string; readonly event: string; readonly body: string },
  allowLocal: boolean,
): Promise<string | null> {
  const url = webhookUrl(webhook.url, allowLocal);
  const { id, event, body } = message;
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "user-agent": "FlitStack",
    "x-flitstack-delivery": id,
    "x-flitstack-event": event,
    "x-flitstack-signature": signatureOf(webhook.secret, Math.floor(Date.now() / 1000), body),
  };
  const open = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const sent = open(
      url,
      // What is looked up is what is connected to: a name cannot lead elsewhere a moment later.
      {
        method: "POST",
        headers,
        ...(allowLocal ? {} : { lookup: publicLookup }),
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        // Nothing of the answer is of use, and it may be endless.
        response.destroy();
        const status = response.statusCode ?? 0;
        resolve(status >= 200 && status < 300 ? null : `http-${status}`);
      },
    );
    sent.on("error", (error) => resolve(codeOf(error)));
    sent.end(body);
  });
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const found = error ? [] : addresses;
    if (error) return callback(error, "", 0);
    const [first] = found;
    if (first === undefined || !found.every(({ address }) => isPublicAddress(address)))
      return callback(Object.assign(new Error("private address"), { code: "private-address" }), "", 0);
    if (options.all) return callback(null, [...found]);
    return callback(null, first.address, first.family);
  });
};

function codeOf(error: Error): string {
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  return "code" in error ? String(error.code) : "network";
}
