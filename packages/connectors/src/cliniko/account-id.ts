import { Fault } from "@flit/core/fault";
import { z } from "zod";
import { parseReply } from "../http/parse-reply.ts";
import { createClinikoClient } from "./client.ts";
import { createLists } from "./lists.ts";
import type { ClinikoOptions } from "./options.ts";
import { resources } from "./resources.ts";

const business = z.looseObject({ id: z.coerce.string() });

/**
 * What tells an account from others whatever its name is now: the id of its oldest business, archived ones included;
 * null when the key is shown none. Throws Fault.
 */
export async function readClinikoAccount(options: ClinikoOptions): Promise<string | null> {
  const { businesses } = resources;
  if (!businesses) return null;
  const page = { object: "businesses", cursor: null, since: null, until: new Date().toISOString() };
  try {
    const { rows } = await createLists(createClinikoClient(options)).page(businesses, page);
    const ids = rows.map((row) => parseReply(business, row).id);
    // Ids rise with time and are longer than numbers can hold exactly.
    return ids.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? null;
  } catch (error) {
    if (error instanceof Fault && (error.kind === "forbidden" || error.kind === "missing")) return null;
    throw error;
  }
}
