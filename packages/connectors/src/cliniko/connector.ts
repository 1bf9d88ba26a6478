import type { SourceCheck, SourceConnector } from "@flit/core/connector";
import { Fault } from "@flit/core/fault";
import type { SourcePage, SourceRecord } from "@flit/core/record";
import { z } from "zod";
import { parseReply } from "../http/parse-reply.ts";
import { createClinikoClient } from "./client.ts";
import { createLists } from "./lists.ts";
import { normalise, wireRecord } from "./normalise.ts";
import type { ClinikoOptions } from "./options.ts";
import { type Resource, resources } from "./resources.ts";

const user = z.looseObject({ role: z.string().nullish() });
const settings = z.looseObject({ account: z.looseObject({ name: z.string().nullish() }).nullish() });

/** Cliniko as a source: read only, archived and cancelled records included. */
export function createClinikoConnector(options: ClinikoOptions): SourceConnector {
  const client = createClinikoClient(options);
  const lists = createLists(client);

  async function page(request: Parameters<SourceConnector["page"]>[0]): Promise<SourcePage> {
    const resource = resourceOf(request.object);
    if (resource.isSingle) return await single(request.object, resource);
    const { rows, next, total } = await lists.page(resource, request);
    return { ...records(request.object, rows), next, total };
  }

  /** Settings are a bare object; keys without the right to them see the public part. */
  async function single(object: string, resource: Resource): Promise<SourcePage> {
    for (const path of resource.paths) {
      try {
        const answer = parseReply(wireRecord, await client.get(path));
        return { ...records(object, [{ ...answer, id: "account" }]), next: null, total: 1 };
      } catch (error) {
        if (!(error instanceof Fault) || (error.kind !== "forbidden" && error.kind !== "missing")) throw error;
      }
    }
    throw new Fault("forbidden", "settings-not-readable");
  }

  const total = async (resource: Resource, until: string | null): Promise<number> =>
    resource.isSingle ? 1 : lists.total(resource, until);

  async function totalIfReadable(resource: Resource): Promise<number | null> {
    try {
      return await total(resource, null);
    } catch (error) {
      if (error instanceof Fault && (error.kind === "forbidden" || error.kind === "missing")) return null;
      throw error;
    }
  }

  const role = async (): Promise<string> => parseReply(user, await client.get("user")).role ?? "unknown";

  return {
    objects: Object.keys(resources),
    page,
    total: async ({ object, until }) => total(resourceOf(object), until),
    async exists({ object, id }) {
      const resource = resourceOf(object);
      return resource.isSingle === true || (await lists.has(resource, id));
    },
    // Weaker roles are shown fewer rows, and answered 404 for the rest.
    seesAll: async () => (await role()) === "administrator",
    async check(): Promise<SourceCheck> {
      const ownRole = await role();
      const account = await page({ object: "settings", cursor: null, since: null, until: "" });
      const name = settings.safeParse(account.records[0]?.fields);
      const objects = [];
      for (const [object, resource] of Object.entries(resources)) {
        const count = await totalIfReadable(resource);
        objects.push({ object, isReadable: count !== null, total: count });
      }
      return {
        accountName: (name.success && name.data.account?.name) || "",
        role: ownRole,
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
      const content = await client.download(`patient_attachments/${record.id}/content`, record.removedAt !== null);
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

function resourceOf(object: string): Resource {
  const resource = resources[object];
  if (!resource) throw new Fault("missing", "unknown-object", `Cliniko has no list ${object}.`);
  return resource;
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
