import type { SourceCheck, SourceConnector } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import type { SourcePage, SourceRecord } from "@flit/core/record";
import { z } from "zod";
import { createClinikoClient } from "./client.ts";
import { normalise, wireRecord } from "./normalise.ts";
import type { ClinikoOptions } from "./options.ts";
import { type Resource, resources } from "./resources.ts";

const pageSize = 100;
const cursor = z.object({ list: z.number(), page: z.number(), before: z.number() });
type Cursor = z.infer<typeof cursor>;
const envelope = z.looseObject({
  total_entries: z.number(),
  links: z.looseObject({ next: z.string().optional() }).optional(),
});
const user = z.looseObject({ role: z.string().optional() });
const settings = z.looseObject({ account: z.looseObject({ name: z.string().optional() }).optional() });

/** Cliniko as a source: read only, archived and cancelled records included. */
export function createClinikoConnector(options: ClinikoOptions): SourceConnector {
  const client = createClinikoClient(options);

  async function page(request: Parameters<SourceConnector["page"]>[0]): Promise<SourcePage> {
    const resource = resources[request.object];
    if (!resource) throw new Fault("missing", "unknown-object", `Cliniko has no list ${request.object}.`);
    if (resource.isSingle) return await single(request.object, resource);
    const at: Cursor =
      request.cursor === null ? { list: 0, page: 1, before: 0 } : cursor.parse(JSON.parse(request.cursor));
    const path = resource.paths[at.list] ?? "";
    const answer = await client.get(`${path}?${queryOf(resource, request, at.page)}`);
    const { total_entries: total, links } = envelope.parse(answer);
    const rows = z.object({ [resource.key]: z.array(wireRecord) }).parse(answer)[resource.key] ?? [];
    const hasNextList = at.list + 1 < resource.paths.length;
    const next: Cursor | null = links?.next
      ? { ...at, page: at.page + 1 }
      : hasNextList
        ? { list: at.list + 1, page: 1, before: at.before + total }
        : null;
    return { ...records(request.object, rows), next: next && JSON.stringify(next), total: at.before + total };
  }

  /** Settings are a bare object; keys without the right to them see the public part. */
  async function single(object: string, resource: Resource): Promise<SourcePage> {
    for (const path of resource.paths) {
      try {
        const answer = wireRecord.parse(await client.get(path));
        return { ...records(object, [{ ...answer, id: "account" }]), next: null, total: 1 };
      } catch (error) {
        if (!(error instanceof Fault) || (error.kind !== "forbidden" && error.kind !== "missing")) throw error;
      }
    }
    throw new Fault("forbidden", "settings-not-readable");
  }

  async function total(resource: Resource): Promise<number | null> {
    try {
      if (resource.isSingle) return 1;
      let sum = 0;
      for (const path of resource.paths) {
        sum += envelope.parse(
          await client.get(`${path}?${new URLSearchParams([["per_page", "1"], ...hiddenOf(resource)])}`),
        ).total_entries;
      }
      return sum;
    } catch (error) {
      if (error instanceof Fault && (error.kind === "forbidden" || error.kind === "missing")) return null;
      throw error;
    }
  }

  return {
    objects: Object.keys(resources),
    page,
    async check(): Promise<SourceCheck> {
      const role = user.parse(await client.get("user")).role ?? "unknown";
      const account = await single(
        "settings",
        resources.settings ?? { paths: [], key: "", hidden: [], hasTimes: false },
      );
      const name = settings.safeParse(account.records[0]?.fields);
      const objects = [];
      for (const [object, resource] of Object.entries(resources)) {
        const count = await total(resource);
        objects.push({ object, isReadable: count !== null, total: count });
      }
      return {
        accountName: (name.success && name.data.account?.name) || "",
        role,
        isComplete: objects.every((one) => one.isReadable || one.object.startsWith("recall")),
        objects,
      };
    },
    async download(record: SourceRecord) {
      if (record.fields.processing_completed === false) throw new Fault("missing", "not-processed");
      const name = record.fields.filename;
      const type = record.fields.content_type;
      const size = record.fields.size;
      const sizeBytes =
        typeof size === "number" ? size : typeof size === "string" && /^\d+$/.test(size) ? Number(size) : null;
      const content = await client.download(`patient_attachments/${record.id}/content`);
      return {
        name: typeof name === "string" ? name : record.id,
        contentType: typeof type === "string" ? type : "application/octet-stream",
        sizeBytes,
        content,
      };
    },
    requestCount: client.requestCount,
    throttledCount: client.throttledCount,
  };
}

function hiddenOf(resource: Resource): [string, string][] {
  return resource.hidden.map((field) => ["q[]", `${field}:*`]);
}

function queryOf(
  resource: Resource,
  request: { readonly since: string | null; readonly until: string },
  page: number,
): string {
  const query = new URLSearchParams([["per_page", String(pageSize)], ["page", String(page)], ...hiddenOf(resource)]);
  if (resource.hasTimes) {
    query.append("q[]", `created_at:<=${toSecond(request.until)}`);
    if (request.since !== null) query.append("q[]", `updated_at:>=${toSecond(request.since)}`);
    query.append("sort", "created_at");
  }
  return query.toString();
}

/** Cliniko's instants have no fractions. */
function toSecond(instant: string): string {
  return instant.replace(/\.\d+Z$/, "Z");
}

function records(
  object: string,
  rows: readonly z.infer<typeof wireRecord>[],
): Pick<SourcePage, "records" | "unknownKeys"> {
  const unknownKeys: { [key: string]: number } = {};
  const found = rows.map((row) => {
    if (row.id === undefined) throw new Fault("protocol", "record-without-id", `A record of ${object} has no id.`);
    const { record, unknownKeys: unknown } = normalise(object, row, String(row.id));
    for (const key of unknown) unknownKeys[key] = (unknownKeys[key] ?? 0) + 1;
    return record;
  });
  return { records: found, unknownKeys };
}
