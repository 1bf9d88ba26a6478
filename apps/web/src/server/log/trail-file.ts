import type { ChainedEvent } from "@flit/core/audit-store";
import type { TenantStore } from "@flit/core/ports";
import { csvLine } from "../csv-line.ts";

const pageSize = 2_000;

interface Format {
  readonly type: string;
  readonly head: string;
  line(event: ChainedEvent): string;
}

/** How a run's audit trail is written into files. */
export const trailFormats = {
  csv: {
    type: "text/csv; charset=utf-8",
    head: csvLine(["chain", "position", "at", "event", "mapping", "source id", "row id", "subject", "hash"]),
    line: ({ chain, position, at, event, subject, hash }) => {
      const part = (name: string) => (subject[name] == null ? null : String(subject[name]));
      return csvLine([
        chain,
        position,
        at,
        event,
        part("mapping"),
        part("sourceId"),
        part("rowId"),
        JSON.stringify(subject),
        hash,
      ]);
    },
  },
  jsonl: { type: "application/x-ndjson", head: "", line: (event) => `${JSON.stringify(event)}\n` },
} as const satisfies Readonly<Record<string, Format>>;

/** A run's audit trail as a file, chain by chain, read page by page while it is sent. */
export function trailFile(store: TenantStore, runId: string, format: Format): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: Pick<ChainedEvent, "chain" | "position"> | null = null;
  return new ReadableStream({
    start: (controller) => {
      // Spreadsheets read UTF-8 only behind this mark.
      if (format.head !== "") controller.enqueue(encoder.encode(`\uFEFF${format.head}`));
    },
    pull: async (controller) => {
      const page: readonly ChainedEvent[] = await store.transact((tx) => tx.audit.page(runId, after, pageSize));
      const last = page.at(-1);
      if (last) controller.enqueue(encoder.encode(page.map((event) => format.line(event)).join("")));
      if (last && page.length === pageSize) after = last;
      else controller.close();
    },
  });
}
