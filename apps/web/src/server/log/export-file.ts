import { type ActionFilter, actionEvents, type LoggedAction } from "@flit/core/actions";
import type { TenantStore } from "@flit/core/ports";
import { csvLine } from "../csv-line.ts";

const pageSize = 1_000;

interface Format {
  readonly type: string;
  readonly head: string;
  line(action: LoggedAction): string;
}

/** How the log is written into files. */
export const formats = {
  csv: {
    type: "text/csv; charset=utf-8",
    head: csvLine(["position", "at", "person", "person id", "role", "did", "event", "migration", "subject", "hash"]),
    line: (action) =>
      csvLine([
        action.position,
        action.at,
        action.personName,
        action.personId,
        action.role,
        actionEvents[action.event],
        action.event,
        action.migrationId,
        JSON.stringify(action.subject),
        action.hash,
      ]),
  },
  jsonl: { type: "application/x-ndjson", head: "", line: (action) => `${JSON.stringify(action)}\n` },
} as const satisfies Readonly<Record<string, Format>>;

/** The log before a position as a file, newest first, read page by page while it is sent. */
export function exportFile(
  store: TenantStore,
  filter: ActionFilter,
  beforePosition: number,
  format: Format,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before = beforePosition;
  return new ReadableStream({
    start: (controller) => {
      // Spreadsheets read UTF-8 only behind this mark.
      if (format.head !== "") controller.enqueue(encoder.encode(`\uFEFF${format.head}`));
    },
    pull: async (controller) => {
      const page = await store.transact((tx) =>
        tx.actions.page({ ...filter, beforePosition: before, limit: pageSize }),
      );
      const last = page.at(-1);
      if (last) controller.enqueue(encoder.encode(page.map((action) => format.line(action)).join("")));
      if (last && page.length === pageSize) before = last.position;
      else controller.close();
    },
  });
}
