import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@flit/core/fault";
import { z } from "zod";
import type { HttpClient, HttpReply } from "../http/client.ts";
import { parseReply } from "../http/parse-reply.ts";
import { backoffMs } from "../http/retry-after.ts";
import { refusalOf } from "./refusal-of.ts";

/** How often one fragment is sent again. */
const fragmentTurns = 4;

/**
 * Fragments of one file through an upload session, in order. After a lost answer the session itself says whether the
 * fragment arrived: sent twice it would be refused. Throws Fault.
 */
export function createUploadSession(http: HttpClient, url: string, sizeBytes: number) {
  let start = 0;

  async function put(bytes: Uint8Array<ArrayBuffer>, end: number): Promise<HttpReply | Fault> {
    const range = `bytes ${start}-${end - 1}/${sizeBytes}`;
    try {
      return await http.send({ method: "PUT", url, isBare: true, headers: { "content-range": range }, body: bytes });
    } catch (error) {
      if (error instanceof Fault && error.disposition === "retry") return error;
      throw error;
    }
  }

  /** Where the session wants to go on; null when it has become the file, or is lost. */
  async function nextByte(): Promise<number | null> {
    const reply = await http.send({ method: "GET", url, isBare: true });
    if (isGone(reply)) return null;
    if (reply.status !== 200) throw refusalOf(reply);
    const { nextExpectedRanges } = parseReply(z.object({ nextExpectedRanges: z.array(z.string()) }), reply.json);
    return Math.min(...nextExpectedRanges.map((range) => Number.parseInt(range, 10)));
  }

  return {
    sentBytes: () => start,
    /** The answer to a fragment, null when it arrived but its answer did not. */
    async send(bytes: Uint8Array<ArrayBuffer>): Promise<HttpReply | null> {
      const end = start + bytes.length;
      for (let turn = 0; ; turn += 1) {
        const result = await put(bytes, end);
        if (!(result instanceof Fault) && result.status < 300) {
          start = end;
          return result;
        }
        if (turn >= fragmentTurns || !isInDoubt(result)) throw faultOf(result);
        await sleep(backoffMs(turn));
        const next = await nextByte();
        if (next === null && end < sizeBytes) throw new Fault("unavailable", "session-lost");
        if (next === null || next >= end) {
          start = end;
          return null;
        }
      }
    },
  };
}

/** Nothing of the session remains at its address, which needs no credentials. */
const isGone = ({ status }: HttpReply) => status === 404 || status === 410 || status === 401;

/** The fragment may have arrived: no answer, a failing service, or "this range is here already". */
const isInDoubt = (result: HttpReply | Fault) =>
  result instanceof Fault || result.status >= 500 || result.status === 416 || result.status === 409;

/** A lost session is begun again with the whole file. */
function faultOf(result: HttpReply | Fault): Fault {
  if (result instanceof Fault) return result;
  return isGone(result) ? new Fault("unavailable", "session-lost") : refusalOf(result);
}
