import type { TenantStore } from "@flit/core/ports";
import { reasonInWords } from "@flit/pairs/cliniko-dynamics365/reasons";
import { csvLine } from "../csv-line.ts";
import type { NamedMaps } from "./objects.ts";

const pageSize = 1_000;

/** Rows that stay as CSV, read page by page while it is sent: ids and reasons only. */
export function keptFile(store: TenantStore, runId: string, { titleOf }: NamedMaps): Response {
  const encoder = new TextEncoder();
  let after: { readonly mapping: string; readonly rowId: string } | null = null;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const head = csvLine(["object", "mapping", "cliniko id", "dynamics id", "reason code", "reason"]);
      controller.enqueue(encoder.encode(`\uFEFF${head}`));
    },
    pull: async (controller) => {
      const page = await store.transact((tx) => tx.rollbacks.kept(runId, {}, after, pageSize));
      const lines = page.map(({ mapping, sourceId, rowId, reason }) =>
        csvLine([titleOf(mapping), mapping, sourceId, rowId, reason, reasonInWords(reason)]),
      );
      const last = page.at(-1);
      if (last) controller.enqueue(encoder.encode(lines.join("")));
      if (last && page.length === pageSize) after = last;
      else controller.close();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="flitstack-kept-${runId.slice(0, 8)}.csv"`,
      "cache-control": "no-store",
    },
  });
}
