import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import type { HttpReply } from "../http/client.ts";
import { parseReply } from "../http/parse-reply.ts";
import { faultOf, isSchemaUnknown } from "./errors.ts";

/** Pauses before a server is asked again for schema it does not know yet: caches catch up in 3 to 30 seconds. */
export const schemaPausesMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000];

/** Questions to the Web API, answered in the shape they were asked for. */
export interface DataverseReader {
  /** Any answer to a GET, refusals included. */
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<HttpReply>;
  /** The body of a successful GET; null when what was asked for does not exist. Throws Fault. */
  get<Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    headers?: Readonly<Record<string, string>>,
  ): Promise<z.infer<Shape> | null>;
  /** All rows of a query, page by page. Throws Fault. */
  list<Shape extends z.ZodType>(
    path: string,
    row: Shape,
    headers?: Readonly<Record<string, string>>,
  ): AsyncGenerator<z.infer<Shape>>;
}

/** Reads with answers from `ask`; `pausesMs` is the patience with a server that does not know the schema asked for. */
export function createReader(ask: DataverseReader["ask"], pausesMs = schemaPausesMs): DataverseReader {
  /** One page. A server that does not know the newest schema yet is asked again. */
  async function page(path: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpReply> {
    for (let turn = 0; ; turn += 1) {
      const reply = await ask(path, headers);
      const pauseMs = pausesMs[turn];
      if (pauseMs === undefined || !isSchemaUnknown(reply)) return reply;
      await sleep(pauseMs);
    }
  }

  return {
    ask,
    async get(path, shape, headers = {}) {
      const reply = await ask(path, headers);
      if (reply.status === 200) return parseReply(shape, reply.json);
      if (reply.status !== 404) throw faultOf(reply);
      if (isForeignPage(reply))
        throw new Fault("protocol", "no-web-api", "No Dataverse Web API answers at this address.");
      return null;
    },
    async *list(path, row, headers) {
      const shape = z.object({ value: z.array(row), "@odata.nextLink": z.string().optional() });
      for (let next: string | undefined = path; next !== undefined; ) {
        const reply = await page(next, headers);
        if (reply.status !== 200) throw faultOf(reply);
        const { value, "@odata.nextLink": link } = parseReply(shape, reply.json);
        yield* value;
        next = link;
      }
    },
  };
}

/** A page that no Web API wrote: it says nothing about what was asked for. */
export function isForeignPage(reply: HttpReply): boolean {
  return reply.json === undefined && reply.text !== "";
}
