import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "@flit/cli/config";
import { resources } from "@flit/connectors/cliniko/resources";
import type { Measured } from "./measured.ts";
import { batchesOf, type WireRow } from "./wire-rows.ts";

/** How a pipe writes; it keeps nothing, checks nothing and remembers nothing. */
export interface Pipe {
  readonly way: string;
  readonly batch: "CreateMultiple" | "$batch" | "single";
  readonly size: number;
  readonly connections: number;
  /** Rows of the whole clinic. */
  readonly rows: number;
  /** Stops after this many. */
  readonly most: number;
}

const { config, file, pipe }: { config: Config; file: string; pipe: Pipe } = JSON.parse(process.argv[2] ?? "");
const { cliniko, dynamics } = config;
const apiRoot = `${dynamics.url}/api/data/v9.2`;
const share = Math.min(1, pipe.most / pipe.rows);

const startedAt = performance.now();
const pages = await readPages();
const readAt = performance.now();
const written = await writeRows(await signIn());
const endedAt = performance.now();
const { user, system } = process.cpuUsage();
const said: Measured = {
  way: pipe.way,
  rows: written,
  readSeconds: (readAt - startedAt) / 1_000,
  writeSeconds: (endedAt - readAt) / 1_000,
  cpuSeconds: (user + system) / 1_000_000,
  peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  note: `${share < 1 ? `a sample: ${pages} pages, ${written} of ${pipe.rows} rows; ` : ""}no ledger, nothing read back`,
};
process.send?.(said);
process.disconnect();

/** Reads every list of the account, or the sample's share of each; the rows it would map are thrown away. */
async function readPages(): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${cliniko.apiKey}:`).toString("base64")}`;
  const headers = { authorization, accept: "application/json", "user-agent": `bench (${cliniko.vendorEmail})` };
  let pages = 0;
  for (const { paths, hidden, isSingle } of Object.values(resources)) {
    for (const path of isSingle ? paths.slice(0, 1) : paths) {
      const query = new URLSearchParams({ per_page: "100" });
      for (const field of hidden) query.append("q[]", `${field}:*`);
      let read = 0;
      for (let url: string | undefined = `${cliniko.baseUrl}/${path}?${query}`; url !== undefined; ) {
        const response: Response = await patiently(url, { headers });
        if (!response.ok) break;
        const page = (await response.json()) as { total_entries?: number; links?: { next?: string } };
        pages += 1;
        read += 100;
        url = read < (page.total_entries ?? 0) * share ? page.links?.next : undefined;
      }
    }
  }
  return pages;
}

async function signIn(): Promise<string> {
  const response = await fetch(
    `${new URL(dynamics.authorityUrl ?? "").origin}/${dynamics.tenantId}/oauth2/v2.0/token`,
    {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: dynamics.clientId,
        client_secret: dynamics.clientSecret ?? "",
        scope: `${dynamics.url}/.default`,
      }),
    },
  );
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`The sign-in answered ${response.status}.`);
  return token;
}

/** Writes batch by batch; connections work side by side on one table and wait for each other before the next. */
async function writeRows(token: string): Promise<number> {
  let written = 0;
  let table = "";
  const busy = new Set<Promise<void>>();
  for await (const batch of batchesOf(file, pipe.size)) {
    if (written >= pipe.most) break;
    const next = batch[0]?.table ?? "";
    if (next !== table) await Promise.all(busy);
    table = next;
    if (busy.size >= pipe.connections) await Promise.race(busy);
    const sending = send(batch, token).finally(() => busy.delete(sending));
    busy.add(sending);
    written += batch.length;
  }
  await Promise.all(busy);
  return written;
}

async function send(rows: readonly WireRow[], token: string): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const json = { authorization: `Bearer ${token}`, "content-type": "application/json", "odata-version": "4.0" };
  if (pipe.batch === "single") return expectOk(`${apiRoot}/${first.setName}`, json, first.body);
  if (pipe.batch === "CreateMultiple" && first.isBulkCapable) {
    const type = `{"@odata.type":"Microsoft.Dynamics.CRM.${first.table}",`;
    const targets = rows.map(({ body }) => type + body.slice(1)).join(",");
    const action = `${apiRoot}/${first.setName}/Microsoft.Dynamics.CRM.CreateMultiple`;
    return expectOk(action, json, `{"Targets":[${targets}]}`);
  }
  const parts = rows.map(
    ({ setName, body }) =>
      `--bench\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPOST ${apiRoot}/${setName} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${body}\r\n`,
  );
  const multipart = { ...json, "content-type": 'multipart/mixed; boundary="bench"', prefer: "odata.continue-on-error" };
  return expectOk(`${apiRoot}/$batch`, multipart, `${parts.join("")}--bench--\r\n`);
}

async function expectOk(url: string, headers: Record<string, string>, body: string): Promise<void> {
  const response = await patiently(url, { method: "POST", headers, body });
  const text = await response.text();
  if (!response.ok || /HTTP\/1\.1 [45]/.test(text))
    throw new Error(`${url.slice(apiRoot.length)}: ${response.status} ${text.slice(0, 400)}`);
}

/** Waits as the platform asks while it throttles. */
async function patiently(url: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const response = await fetch(url, init);
    if (response.status !== 429) return response;
    await response.text();
    await sleep(1_000 * Number(response.headers.get("retry-after") || 0.2));
  }
}
