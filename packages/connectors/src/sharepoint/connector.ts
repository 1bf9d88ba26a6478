import type { FileConnector, RateGovernor, StoredFile } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { createHttpClient, type HttpReply } from "../http/client.ts";
import { isAllowedUrl, platformUrl } from "../http/hosts.ts";
import { parseReply } from "../http/parse-reply.ts";
import { type ApplicationIdentity, createAuthorise } from "../http/tokens.ts";
import { createQuickXorHash } from "./quick-xor-hash.ts";
import { refusalOf } from "./refusal-of.ts";
import { createUploadSession } from "./upload-session.ts";

export type SharePointOptions = {
  /** Address of the site, e.g. `https://clinic.sharepoint.com/sites/patients`. */
  readonly siteUrl: string;
  readonly graphUrl?: string;
  readonly governor: RateGovernor;
  readonly allowLocal: boolean;
} & ApplicationIdentity;

const graphResource = "https://graph.microsoft.com";
const fragmentUnit = 320 * 1024;
/** Graph takes fragments in multiples of 320 KiB; 5 MiB is what Microsoft advises. */
const fragmentBytes = 16 * fragmentUnit;
/** Anything larger goes through an upload session, which can be resumed. */
const simpleUploadBytes = 4 * 1024 * 1024;

const drive = z.object({ id: z.string(), webUrl: z.string() });
const item = z.object({
  id: z.string(),
  eTag: z.string(),
  size: z.number(),
  file: z.object({ hashes: z.object({ quickXorHash: z.string().optional() }).optional() }).optional(),
  folder: z.object({ childCount: z.number().optional() }).optional(),
});
type Item = z.infer<typeof item>;

/** The default document library of a SharePoint site, through Microsoft Graph. */
export function createSharePointConnector(options: SharePointOptions): FileConnector {
  const root = platformUrl(options.graphUrl ?? graphResource, "graph", options.allowLocal);
  const base = root.endsWith("/v1.0") ? root : `${root}/v1.0`;
  const http = createHttpClient({
    governor: options.governor,
    hosts: ["graph", "sharepoint"],
    allowLocal: options.allowLocal,
    headers: { accept: "application/json" },
    authorise: createAuthorise(options, graphResource, options.allowLocal),
  });
  let library: Promise<z.infer<typeof drive>> | null = null;
  const openLibrary = () => {
    library ??= readLibrary();
    library.catch(() => {
      library = null;
    });
    return library;
  };

  async function readLibrary() {
    const site = new URL(options.siteUrl);
    const path = site.pathname.replace(/\/+$/, "");
    const found = await get(
      `${base}/sites/${site.hostname}${path === "" ? "" : `:${path}`}`,
      z.object({ id: z.string() }),
    );
    if (found === null)
      throw new Fault(
        "missing",
        "site-missing",
        "The SharePoint site does not exist or is not shared with the application.",
      );
    const own = await get(`${base}/sites/${found.id}/drive`, drive);
    if (own === null) throw new Fault("missing", "library-missing", "The SharePoint site has no document library.");
    return own;
  }

  async function get<Shape extends z.ZodType>(url: string, shape: Shape): Promise<z.infer<Shape> | null> {
    const reply = await http.send({ method: "GET", url });
    if (reply.status === 404) return null;
    if (reply.status !== 200) throw refusalOf(reply);
    return parseReply(shape, reply.json);
  }

  const address = async (path: string) =>
    `${base}/drives/${(await openLibrary()).id}/root:/${path.split("/").map(encodeURIComponent).join("/")}`;
  const find = async (path: string) => get(await address(path), item);

  async function putWhole(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Item> {
    const reply = await http.send({
      method: "PUT",
      url: `${await address(path)}:/content`,
      headers: { "content-type": "application/octet-stream" },
      body: bytes,
      // The path is ours alone: sending the same bytes again replaces the file by itself.
      isRepeatable: true,
    });
    if (reply.status >= 300) throw refusalOf(reply);
    return storedItem(path, reply);
  }

  /** The item an upload answered with; an answer without one is no failure of the upload. */
  async function storedItem(path: string, reply: HttpReply | null): Promise<Item> {
    const parsed = item.safeParse(reply?.json);
    const found = parsed.success ? parsed.data : await find(path);
    if (found === null) throw new Fault("unavailable", "not-stored", "The upload left no file.");
    return found;
  }

  async function putInFragments(
    path: string,
    first: Uint8Array<ArrayBuffer>,
    rest: AsyncIterable<Uint8Array<ArrayBuffer>>,
    sizeBytes: number,
  ): Promise<Item> {
    const session = await http.send({
      method: "POST",
      url: `${await address(path)}:/createUploadSession`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ item: { "@microsoft.graph.conflictBehavior": "replace" } }),
      isRepeatable: true,
    });
    if (session.status >= 300) throw refusalOf(session);
    const { uploadUrl } = parseReply(z.object({ uploadUrl: z.url() }), session.json);
    if (!isAllowedUrl(new URL(uploadUrl), ["graph", "sharepoint"], options.allowLocal))
      throw new Fault("protocol", "host-not-allowed");
    const upload = createUploadSession(http, uploadUrl, sizeBytes);
    let last = await upload.send(first);
    for await (const bytes of rest) last = await upload.send(bytes);
    if (upload.sentBytes() !== sizeBytes)
      throw new Fault("protocol", "size-mismatch", "The file is not as long as its record says.");
    return storedItem(path, last);
  }

  return {
    rootUrl: async () => (await openLibrary()).webUrl,
    async put(path, content, sizeBytes) {
      const hash = createQuickXorHash();
      const pieces = fragments(content, hash);
      const start = await pieces.next();
      const first = start.done ? new Uint8Array(0) : start.value;
      // A stream shorter than a fragment has ended: its size is known, whatever its record says.
      const hasEnded = first.length < fragmentBytes;
      const totalBytes = sizeBytes ?? (hasEnded ? first.length : null);
      let stored: Item;
      if (totalBytes === null)
        throw new Fault("invalid", "size-unknown", "A large file without a stated size cannot be stored.");
      if (hasEnded && Math.max(totalBytes, first.length) <= simpleUploadBytes) stored = await putWhole(path, first);
      else stored = await putInFragments(path, first, pieces, totalBytes);
      const digest = hash.digest();
      const theirs = stored.file?.hashes?.quickXorHash;
      if (theirs !== undefined && theirs !== digest)
        throw new Fault("protocol", "hash-mismatch", "The stored file differs from the one that was sent.");
      return { ...storedFile(stored), hash: theirs ?? digest };
    },
    async stat(path) {
      const found = await find(path);
      return found && storedFile(found);
    },
    async delete(path, version) {
      const reply = await http.send({
        method: "DELETE",
        url: await address(path),
        headers: { "if-match": version },
        isRepeatable: true,
      });
      if (reply.status < 300 || reply.status === 404) return;
      throw refusalOf(reply);
    },
    async deleteFolderIfEmpty(path) {
      const found = await find(path);
      if (found === null) return true;
      if (!found.folder || (found.folder.childCount ?? 1) > 0) return false;
      const reply = await http.send({
        method: "DELETE",
        url: await address(path),
        headers: { "if-match": found.eTag },
        isRepeatable: true,
      });
      return reply.status < 300 || reply.status === 404;
    },
    requestCount: http.requestCount,
    throttledCount: http.throttledCount,
  };
}

function storedFile(found: Item): StoredFile {
  return {
    itemId: found.id,
    version: found.eTag,
    sizeBytes: found.size,
    hash: found.file?.hashes?.quickXorHash ?? null,
  };
}

/** The stream in fragments of the size Graph wants, hashed on the way; memory holds one of them. */
async function* fragments(
  content: ReadableStream<Uint8Array>,
  hash: { update(bytes: Uint8Array): void },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let buffer = new Uint8Array(fragmentBytes);
  let filled = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    for (let offset = 0; offset < chunk.length; ) {
      const taken = Math.min(chunk.length - offset, fragmentBytes - filled);
      buffer.set(chunk.subarray(offset, offset + taken), filled);
      filled += taken;
      offset += taken;
      if (filled < fragmentBytes) continue;
      yield buffer;
      buffer = new Uint8Array(fragmentBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.slice(0, filled);
}
