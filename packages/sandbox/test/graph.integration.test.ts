import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { quickXorHash } from "../src/graph/quick-xor-hash.ts";
import { type RunningGraph, startGraph } from "../src/graph/server.ts";

const site = { hostname: "clinic.sharepoint.com", path: "sites/records" };
const authorization = "Bearer good";
const fragment = 327_680;

let graph: RunningGraph;
let drive: string;
beforeAll(async () => {
  graph = await startGraph({
    site,
    verifyToken: (given) => ({ ok: given === authorization }),
    uploadSessionLifetimeMs: 500,
  });
  const found = await call("GET", `${graph.url}/sites/${site.hostname}:/${site.path}`);
  const drives = await call("GET", `${graph.url}/sites/${found.body.id}/drives`);
  drive = `${graph.url}/drives/${drives.body.value[0].id}`;
});
beforeEach(() => graph.reset());
afterAll(() => graph.close());

async function call(method: string, url: string, body?: unknown, headers: Record<string, string> = { authorization }) {
  const payload = body === undefined || body instanceof Uint8Array ? body : JSON.stringify(body);
  const reply = await fetch(url, {
    method,
    headers,
    redirect: "manual",
    ...(payload !== undefined && { body: payload as string }),
  });
  const text = await reply.text();
  const isJson = reply.headers.get("content-type")?.includes("json");
  return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text };
}

test("a small file is stored whole, shown with QuickXorHash only, and downloaded without a token", async () => {
  const content = randomBytes(1000);
  const stored = await call("PUT", `${drive}/root:/contact/Ann%20Lee/scan%231.pdf:/content`, content);
  expect([stored.status, stored.body.file.hashes]).toEqual([201, { quickXorHash: quickXorHash(content) }]);
  expect(stored.body.parentReference.path).toMatch(/\/root:\/contact\/Ann%20Lee$/);
  const redirect = await call("GET", `${drive}/items/${stored.body.id}/content`);
  expect(redirect.status).toBe(302);
  const downloaded = await fetch(redirect.headers.get("location") ?? "");
  expect(Buffer.from(await downloaded.arrayBuffer()).equals(content)).toBe(true);
  expect(graph.snapshot()).toEqual({
    folders: ["contact", "contact/Ann Lee"],
    files: [
      {
        path: "contact/Ann Lee/scan#1.pdf",
        size: 1000,
        sha256: createHash("sha256").update(content).digest("hex"),
        quickXorHash: quickXorHash(content),
      },
    ],
  });
});

test("an upload session takes fragments in order, once, in multiples of 320 KiB, and without a token", async () => {
  const content = randomBytes(fragment * 2 + 10);
  const opened = await call("POST", `${drive}/root:/big.bin:/createUploadSession`, {
    item: { "@microsoft.graph.conflictBehavior": "replace" },
  });
  const put = (start: number, end: number, headers: Record<string, string> = {}) =>
    call("PUT", opened.body.uploadUrl, content.subarray(start, end), {
      "content-range": `bytes ${start}-${end - 1}/${content.length}`,
      ...headers,
    });
  expect((await put(0, fragment, { authorization })).status).toBe(401);
  expect((await put(0, 1000)).body.error.innerError.code).toBe("invalidFragmentLength");
  const first = await put(0, fragment);
  expect([first.status, first.body.nextExpectedRanges]).toEqual([202, [`${fragment}-${content.length - 1}`]]);
  expect((await put(0, fragment)).body.error.innerError.code).toBe("fragmentOverlap");
  expect((await put(fragment * 2, content.length)).status).toBe(416);
  expect((await call("GET", opened.body.uploadUrl, undefined, {})).body.nextExpectedRanges).toEqual([
    `${fragment}-${content.length - 1}`,
  ]);
  await put(fragment, fragment * 2);
  const last = await put(fragment * 2, content.length);
  expect([last.status, last.body.size]).toEqual([201, content.length]);
  expect((await call("GET", opened.body.uploadUrl, undefined, {})).status).toBe(404);
  expect(graph.files().map((file) => file.quickXorHash)).toEqual([quickXorHash(content)]);
});

test("an upload session ends by cancelling and by expiry", async () => {
  const open = async () => (await call("POST", `${drive}/root:/x.bin:/createUploadSession`, {})).body.uploadUrl;
  const cancelled = await open();
  expect((await call("DELETE", cancelled, undefined, {})).status).toBe(204);
  expect((await call("GET", cancelled, undefined, {})).status).toBe(404);
  const expired = await open();
  await new Promise((resolve) => setTimeout(resolve, 550));
  expect((await call("GET", expired, undefined, {})).status).toBe(404);
});

test("folders: fail, replace and rename on conflict; names compared without case; listing in pages", async () => {
  const create = (name: string, conflict: string) =>
    call("POST", `${drive}/root/children`, { name, folder: {}, "@microsoft.graph.conflictBehavior": conflict });
  const first = await create("Scans", "fail");
  expect(first.status).toBe(201);
  expect((await create("scans", "fail")).body.error.code).toBe("nameAlreadyExists");
  expect((await create("scans", "replace")).body.id).toBe(first.body.id);
  expect((await create("Scans", "rename")).body.name).toBe("Scans 1");
  const page = await call("GET", `${drive}/root/children?$top=1`);
  const next = await call("GET", page.body["@odata.nextLink"]);
  expect([...page.body.value, ...next.body.value].map((item) => item.name)).toEqual(["Scans", "Scans 1"]);
  expect(next.body["@odata.nextLink"]).toBeUndefined();
});

test("a change with a stale eTag is refused; rename and delete with the present one work", async () => {
  const stored = await call("PUT", `${drive}/root:/a.txt:/content`, Buffer.from("one"));
  const item = `${drive}/items/${stored.body.id}`;
  const replaced = await call("PUT", `${drive}/root:/A.TXT:/content`, Buffer.from("two"));
  expect([replaced.status, replaced.body.id]).toEqual([200, stored.body.id]);
  const stale = { authorization, "if-match": stored.body.eTag };
  expect((await call("DELETE", item, undefined, stale)).status).toBe(412);
  const renamed = await call("PATCH", item, { name: "b.txt" }, { authorization, "if-match": replaced.body.eTag });
  expect([renamed.status, renamed.body.name]).toEqual([200, "b.txt"]);
  expect((await call("DELETE", item)).status).toBe(204);
  expect((await call("GET", `${drive}/root:/b.txt`)).body.error.code).toBe("itemNotFound");
});

test.each([
  ["an illegal character", "root:/a%3Ab.txt:/content", 400],
  ["a reserved name", "root:/con:/content", 400],
  ["a reserved device", "root:/LPT1:/content", 400],
  ["a lock file", "root:/~$a.docx:/content", 400],
  ["a name of the service", "root:/_vti_a.pdf:/content", 400],
  ["a leading space", "root:/%20a.pdf:/content", 400],
  ["a trailing dot", "root:/end.:/content", 400],
  ["a path over 400 characters", `root:/${"x".repeat(200)}/${"y".repeat(200)}:/content`, 400],
])("%s is refused and leaves nothing behind", async (_name, path, status) => {
  expect((await call("PUT", `${drive}/${path}`, Buffer.from("x"))).status).toBe(status);
  expect(graph.snapshot()).toEqual({ folders: [], files: [] });
});

test("no token, no answer; a simple upload above the limit is refused", async () => {
  const refused = await call("GET", `${drive}/root`, undefined, {});
  expect([refused.status, refused.body.error.code]).toEqual([401, "InvalidAuthenticationToken"]);
  expect((await call("PUT", `${drive}/root:/big.bin:/content`, Buffer.alloc(4_194_305))).status).toBe(413);
});
