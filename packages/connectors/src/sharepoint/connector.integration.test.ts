import { afterEach, expect, test } from "vitest";
import { startTestServer, type TestReply, type TestRequest } from "../http/testing-server.ts";
import { createSharePointConnector } from "./connector.ts";

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function start(answer: (request: TestRequest, url: string) => TestReply | null) {
  const server = await startTestServer((request) => {
    const { path } = request;
    if (path.endsWith("/drive")) return { status: 200, body: { id: "drive", webUrl: "https://clinic.example/Files" } };
    return path.startsWith("/v1.0/sites/") ? { status: 200, body: { id: "site" } } : answer(request, server.url);
  });
  close = server.close;
  const options = { ...server.options, siteUrl: `${server.url}/sites/clinic`, graphUrl: server.url };
  return { ...server, files: createSharePointConnector(options) };
}

const item = (size: number) => ({ id: "1", eTag: '"{1},1"', size, file: {} });
const bytes = (size: number) => new Blob([new Uint8Array(size)]).stream();

test("a stored file whose answer came without a body is looked up, not failed", async () => {
  const { files } = await start(({ method }) => (method === "PUT" ? { status: 201 } : { status: 200, body: item(3) }));
  expect(await files.put("a/b.txt", bytes(3), 3)).toMatchObject({ itemId: "1", sizeBytes: 3 });
});

test("a fragment whose answer was lost is not sent again when the session has it", async () => {
  const size = 6 * 1024 * 1024;
  let received = 0;
  let isLost = false;
  const { files, requests } = await start(({ method, path, headers }, url) => {
    if (path.includes("createUploadSession")) return { status: 200, body: { uploadUrl: `${url}/upload` } };
    if (path !== "/upload") return null;
    if (method === "GET") return { status: 200, body: { nextExpectedRanges: [`${received}-`] } };
    const [, start = "", end = ""] = /bytes (\d+)-(\d+)/.exec(String(headers["content-range"])) ?? [];
    if (Number(start) !== received) return { status: 416 };
    received = Number(end) + 1;
    if (!isLost) {
      isLost = true;
      return { status: 0, isCut: true };
    }
    return { status: 201, body: item(size) };
  });
  expect(await files.put("a/b.bin", bytes(size), size)).toMatchObject({ sizeBytes: size });
  expect(requests.filter((one) => one.method === "PUT")).toHaveLength(2);
});

test("a file of unknown size that ends within one fragment is stored", async () => {
  const size = 4_500_000;
  const { files } = await start(({ path }, url) =>
    path.includes("createUploadSession")
      ? { status: 200, body: { uploadUrl: `${url}/upload` } }
      : { status: 201, body: item(size) },
  );
  expect(await files.put("a/c.bin", bytes(size), null)).toMatchObject({ sizeBytes: size });
});

test("fragments go in order, each once, in multiples of 320 KiB, and without our token", async () => {
  const size = 12 * 1024 * 1024 + 5;
  const { files, requests } = await start(({ path, headers }, url) => {
    if (path.includes("createUploadSession")) return { status: 200, body: { uploadUrl: `${url}/upload` } };
    const isLast = String(headers["content-range"]).includes(`-${size - 1}/`);
    return isLast ? { status: 201, body: item(size) } : { status: 202, body: { nextExpectedRanges: [] } };
  });
  expect(await files.put("a/d.bin", bytes(size), size)).toMatchObject({ sizeBytes: size });
  const sent = requests.filter(({ method }) => method === "PUT");
  const fragment = 16 * 320 * 1024;
  expect(sent.map(({ headers }) => headers["content-range"])).toEqual([
    `bytes 0-${fragment - 1}/${size}`,
    `bytes ${fragment}-${2 * fragment - 1}/${size}`,
    `bytes ${2 * fragment}-${size - 1}/${size}`,
  ]);
  expect(sent.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined, undefined]);
});
