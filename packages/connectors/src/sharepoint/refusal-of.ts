import { Fault } from "@flit/core/fault";
import { z } from "zod";
import type { HttpReply } from "../http/client.ts";

/** The fault a refusing answer of Graph stands for. */
export function refusalOf(reply: HttpReply): Fault {
  const code = z.object({ error: z.object({ code: z.string() }) }).safeParse(reply.json);
  const word = code.success ? code.data.error.code : `http-${reply.status}`;
  const message = `SharePoint answered ${reply.status}.`;
  if (reply.status === 412 || reply.status === 409) return new Fault("conflict", word, message);
  if (reply.status === 404 || reply.status === 410) return new Fault("missing", word, message);
  if (reply.status === 401) return new Fault("unauthorised", word, message);
  if (reply.status === 403) return new Fault("forbidden", word, message);
  // A person has the file open, or the service is indexing it.
  if (reply.status === 423) return new Fault("unavailable", word, message);
  return new Fault(reply.status >= 500 ? "unavailable" : "invalid", word, message, {
    isUncertain: reply.status >= 500,
  });
}
