import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SourceConnector } from "@flit/core/connector";
import { afterEach, describe, expect, it } from "vitest";
import { createClinikoConnector } from "./connector.ts";
import { resources } from "./resources.ts";

const open: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

type Answer = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
};

/** A Cliniko that answers as written here, and the connector for it. */
async function cliniko(answer: (url: URL, request: IncomingMessage) => Answer) {
  const asked: URL[] = [];
  const held: number[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://cliniko");
    asked.push(url);
    const { status = 200, body = {}, headers = {} } = answer(url, request);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const connector = createClinikoConnector({
    apiKey: "MS0xLWFiYw-au1",
    baseUrl: `http://127.0.0.1:${port}/v1`,
    vendorName: "FlitStack",
    vendorEmail: "dev@flitstack.example",
    governor: {
      take: async () => undefined,
      hold: async (durationMs) => {
        held.push(durationMs);
      },
    },
    allowLocal: true,
  });
  return { connector, asked, held };
}

/** Ids of every page until the end. */
async function readAll(connector: SourceConnector, object: string, since: string | null = null) {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await connector.page({ object, cursor, since, until: "2024-06-01T00:00:00.123Z" });
    ids.push(...page.records.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}

/** One page of a list held in memory. */
function pageOf(url: URL, key: string, ids: readonly number[]): Answer {
  const page = Number(url.searchParams.get("page") ?? 1);
  const size = Number(url.searchParams.get("per_page") ?? 50);
  const rows = ids.slice((page - 1) * size, page * size);
  const next = page * size < ids.length ? { next: `${url.origin}${url.pathname}?page=${page + 1}` } : {};
  return { body: { [key]: rows.map((id) => ({ id: String(id) })), total_entries: ids.length, links: next } };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("lists", () => {
  it("a row that vanishes while pages are read makes no other row be skipped", async () => {
    let rows: readonly number[] = numbers(350);
    const { connector } = await cliniko((url) => {
      const answer = pageOf(url, "patients", rows);
      if (url.searchParams.get("page") === "2") rows = rows.filter((id) => id !== 5);
      return answer;
    });
    expect(new Set(await readAll(connector, "patients"))).toEqual(new Set(numbers(350).map(String)));
  });

  it("a page at the end is read again from before when the list shrank meanwhile", async () => {
    let rows: readonly number[] = numbers(101);
    const { connector } = await cliniko((url) => {
      const answer = pageOf(url, "patients", rows);
      rows = rows.filter((id) => id !== 1);
      return answer;
    });
    expect(new Set(await readAll(connector, "patients"))).toEqual(new Set(numbers(101).map(String)));
  });

  it("all hidden rows are asked for, in an order that equal seconds do not change", async () => {
    const { connector, asked } = await cliniko((url) => pageOf(url, "attendees", []));
    await readAll(connector, "attendees", "2024-01-01T00:00:00Z");
    expect(asked[0]?.searchParams.getAll("q[]")).toEqual([
      "archived_at:*",
      "deleted_at:*",
      "cancelled_at:*",
      "created_at:<=2024-06-01T00:00:00Z",
      "updated_at:>=2024-01-01T00:00:00Z",
    ]);
    expect(asked[0]?.searchParams.get("sort")).toBe("created_at,id");
  });

  it("a list that refuses deleted rows or the second sort key is read without them, archived rows included", async () => {
    const { connector, asked } = await cliniko((url) =>
      url.searchParams.getAll("q[]").some((filter) => filter.startsWith("deleted_at")) ||
      url.searchParams.get("sort") === "created_at,id"
        ? { status: 400, body: { message: "deleted_at is not filterable" } }
        : pageOf(url, "contacts", numbers(101)),
    );
    expect(await readAll(connector, "contacts")).toHaveLength(101);
    expect(asked.at(-1)?.searchParams.getAll("q[]")).toContain("archived_at:*");
    expect(asked).toHaveLength(3);
  });

  it("an id that a number cannot hold is refused, never rounded to another record's", async () => {
    const { connector } = await cliniko(() => ({ body: { patients: [{ id: 2 ** 60 }], total_entries: 1 } }));
    await expect(readAll(connector, "patients")).rejects.toMatchObject({ kind: "protocol" });
  });

  it("null links and settings without a name or role are no errors", async () => {
    const { connector } = await cliniko((url) => {
      const key = url.pathname.split("/").at(-1) ?? "";
      if (key === "user") return { body: { id: "1", role: null } };
      if (key === "settings") return { body: { account: { name: null } } };
      const resource = Object.values(resources).find(({ paths }) => paths.includes(url.pathname.slice("/v1/".length)));
      return { body: { [resource?.key ?? key]: [], total_entries: 0, links: null } };
    });
    expect(await connector.check()).toMatchObject({ role: "unknown", accountName: "", isComplete: true });
  });
});

describe("single records", () => {
  it("are gone only when neither their address nor their list shows them", async () => {
    let inList = true;
    const { connector, asked } = await cliniko((url) =>
      url.pathname.endsWith("/contacts") ? pageOf(url, "contacts", inList ? [7] : []) : { status: 404 },
    );
    expect(await connector.exists({ object: "contacts", id: "7" })).toBe(true);
    inList = false;
    expect(await connector.exists({ object: "contacts", id: "7" })).toBe(false);
    expect(asked[0]?.pathname).toBe("/v1/contacts/7");
    expect(asked[0]?.searchParams.getAll("q[]")).toEqual(["archived_at:*", "deleted_at:*"]);
    expect(asked[1]?.searchParams.getAll("q[]")).toEqual(["archived_at:*", "deleted_at:*", "id:=7"]);
  });

  it("whose address refuses the filters are looked for in their list", async () => {
    const { connector } = await cliniko((url) =>
      url.pathname.endsWith("/contacts") ? pageOf(url, "contacts", [7]) : { status: 400 },
    );
    expect(await connector.exists({ object: "contacts", id: "7" })).toBe(true);
  });

  it("of lists nobody documented are never taken to be gone", async () => {
    const { connector, asked } = await cliniko(() => ({ status: 404 }));
    expect(await connector.exists({ object: "recalls", id: "7" })).toBe(true);
    expect(asked).toEqual([]);
  });
});

describe("throttling", () => {
  it("waits until the absolute second it names, even without the server's date", async () => {
    const reset = String(Math.ceil(Date.now() / 1_000) + 40);
    const { connector, held } = await cliniko(() => ({
      status: 429,
      headers: { "x-ratelimit-reset": reset, date: "" },
    }));
    await expect(readAll(connector, "patients")).rejects.toMatchObject({ kind: "throttled" });
    expect(held[0]).toBeGreaterThan(35_000);
    expect(held[0]).toBeLessThan(45_000);
  });

  it("never for hours, whatever the header says", async () => {
    const { connector, held } = await cliniko(() => ({
      status: 429,
      headers: { "x-ratelimit-reset": "99999999999999" },
    }));
    await expect(readAll(connector, "patients")).rejects.toMatchObject({ kind: "throttled" });
    expect(held[0]).toBe(600_000);
  });
});

describe("files", () => {
  const file = (removedAt: string | null) => ({
    object: "patient_attachments",
    id: "9",
    createdAt: null,
    updatedAt: null,
    removedAt,
    fields: { filename: "scan.pdf", size: 2 },
    links: [],
  });

  it("come from another address without our credentials; an address that expired is asked for again", async () => {
    let addresses = 0;
    const { connector } = await cliniko((url, request) => {
      if (url.pathname.endsWith("/content")) {
        addresses += 1;
        return { status: 303, headers: { location: `http://${request.headers.host}/stored?n=${addresses}` } };
      }
      const isExpired = url.searchParams.get("n") === "1" || request.headers.authorization !== undefined;
      return isExpired ? { status: 403 } : { body: 1 };
    });
    const { content } = await connector.download(file(null));
    expect(await new Response(content).text()).toBe("1");
  });

  it("of an archived attachment are asked for as archived when Cliniko hides them", async () => {
    const { connector } = await cliniko((url, request) => {
      if (!url.pathname.endsWith("/content")) return { body: 1 };
      return url.searchParams.get("q[]") === "archived_at:*"
        ? { status: 303, headers: { location: `http://${request.headers.host}/stored` } }
        : { status: 404 };
    });
    expect((await connector.download(file("2024-01-01T00:00:00Z"))).name).toBe("scan.pdf");
    await expect(connector.download(file(null))).rejects.toMatchObject({ kind: "missing" });
  });
});

describe("refusals", () => {
  it("that pass are asked again once; one that stays means that the role may not read", async () => {
    let refusals = 1;
    const { connector, asked } = await cliniko((url) => {
      if (url.pathname.endsWith("/user")) return { body: { id: "1" } };
      refusals -= 1;
      return refusals >= 0 ? { status: 403 } : pageOf(url, "patients", [1]);
    });
    expect(await readAll(connector, "patients")).toEqual(["1"]);
    expect(asked.map(({ pathname }) => pathname)).toEqual(["/v1/patients", "/v1/user", "/v1/patients"]);
    refusals = 99;
    await expect(readAll(connector, "patients")).rejects.toMatchObject({ kind: "forbidden" });
  });
});
