import type { SourceConnector } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { parseReply } from "../http/parse-reply.ts";
import type { ClinikoClient } from "./client.ts";
import { type WireRecord, wireRecord } from "./normalise.ts";
import type { Resource } from "./resources.ts";

type PageRequest = Parameters<SourceConnector["page"]>[0];

/** One page of an object's lists; `next` is a cursor, null after the last page of the last list. */
export interface ListPage {
  readonly rows: readonly WireRecord[];
  readonly next: string | null;
  readonly total: number;
}

const pageSize = 100;
/** `total` is what the list held when its page before was read. */
const cursor = z.object({ list: z.number(), page: z.number(), before: z.number(), total: z.number().nullish() });
const envelope = z.looseObject({
  total_entries: z.number(),
  links: z.looseObject({ next: z.string().nullish() }).nullish(),
});

/** Reads Cliniko's paged lists, hidden rows included. */
export function createLists(client: ClinikoClient) {
  /** Lists that refused what only some documents promise. */
  const plain = new Set<string>();

  async function ask(path: string, queryOf: (isPlain: boolean) => URLSearchParams): Promise<unknown> {
    try {
      return await client.get(`${path}?${queryOf(plain.has(path))}`);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "http-400" || plain.has(path)) throw error;
      const answer = await client.get(`${path}?${queryOf(true)}`);
      plain.add(path);
      return answer;
    }
  }

  /** Asked for as pages are, hidden rows included: the same rows are counted. */
  async function count(resource: Resource, until: string | null, id?: string): Promise<number> {
    let sum = 0;
    for (const path of resource.paths) {
      const answer = await ask(path, (isPlain) => {
        const query = pageQuery(resource, { since: null, until }, { page: 1, size: 1 }, isPlain);
        if (id !== undefined) query.append("q[]", `id:=${id}`);
        return query;
      });
      sum += parseReply(envelope, answer).total_entries;
    }
    return sum;
  }

  /** A hidden record is shown at its address when the request names every state it may be hidden in. */
  async function isAtAddress(resource: Resource, id: string): Promise<boolean> {
    try {
      await client.get(`${resource.paths[0]}/${id}?${new URLSearchParams([...hiddenRows(resource, false)])}`);
      return true;
    } catch (error) {
      if (error instanceof Fault && (error.kind === "missing" || error.code === "http-400")) return false;
      throw error;
    }
  }

  return {
    async page(resource: Resource, request: PageRequest): Promise<ListPage> {
      const at = request.cursor === null ? { list: 0, page: 1, before: 0 } : cursor.parse(JSON.parse(request.cursor));
      const answer = await ask(resource.paths[at.list] ?? "", (isPlain) =>
        pageQuery(resource, request, { page: at.page, size: pageSize }, isPlain),
      );
      const { total_entries: total, links } = parseReply(envelope, answer);
      const rows = parseReply(z.object({ [resource.key]: z.array(wireRecord) }), answer)[resource.key] ?? [];
      const hasNext = typeof links?.next === "string";
      const again = pageToRepeat(at, total);
      const next =
        again !== null || hasNext
          ? { ...at, page: again ?? at.page + 1, total }
          : at.list + 1 < resource.paths.length
            ? { list: at.list + 1, page: 1, before: at.before + total }
            : null;
      return { rows, next: next && JSON.stringify(next), total: at.before + total };
    },

    /** `until` limits it to records created at or before that instant. */
    total: (resource: Resource, until: string | null): Promise<number> => count(resource, until),

    /** Whether one record is there, hidden or not; gone only when neither its address nor its list shows it. */
    async has(resource: Resource, id: string): Promise<boolean> {
      if (resource.lookUp === "nowhere") return true;
      // Which states an address takes is less well known than for lists: without an answer there, the list is asked too.
      if (resource.lookUp !== "list" && (await isAtAddress(resource, id))) return true;
      return (await count(resource, null, id)) > 0;
    },
  };
}

/** Rows that vanish pull the rest forward, past a page already read: as many pages are read again, null for none. */
function pageToRepeat(at: z.infer<typeof cursor>, total: number): number | null {
  const vanished = (at.total ?? total) - total;
  return vanished > 0 && at.page > 1 ? Math.max(1, at.page - Math.ceil(vanished / pageSize)) : null;
}

function pageQuery(
  resource: Resource,
  { since, until }: { readonly since: string | null; readonly until: string | null },
  { page, size }: { readonly page: number; readonly size: number },
  isPlain: boolean,
): URLSearchParams {
  const query = new URLSearchParams([
    ["per_page", String(size)],
    ["page", String(page)],
  ]);
  for (const [name, value] of hiddenRows(resource, isPlain)) query.append(name, value);
  if (resource.hasTimes) {
    if (until !== null) query.append("q[]", `created_at:<=${toSecond(until)}`);
    if (since !== null) query.append("q[]", `updated_at:>=${toSecond(since)}`);
    // Many rows may share a second: the id puts them in an order that no page changes.
    query.append("sort", isPlain ? "created_at" : "created_at,id");
  }
  return query;
}

/** Filters that bring in what lists hide. What `deleted_at` adds is not documented, so a list may do without it. */
function hiddenRows({ hidden }: Resource, isPlain: boolean): readonly [string, string][] {
  return hidden
    .filter((state) => !(isPlain && state === "deleted_at"))
    .map((state): [string, string] => ["q[]", `${state}:*`]);
}

/** Cliniko's instants have no fractions. */
function toSecond(instant: string): string {
  return instant.replace(/\.\d+Z$/, "Z");
}
