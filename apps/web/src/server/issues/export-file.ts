import type { TenantStore } from "@flit/core/ports";
import type { IssueGroupView } from "../../features/issues/endpoints.ts";
import { csvLine } from "../csv-line.ts";

const pageSize = 2_000;

interface Line {
  readonly group: IssueGroupView;
  readonly sourceId: string;
  readonly rowId: string | null;
}

interface Format {
  readonly type: string;
  readonly head: string;
  line(of: Line): string;
}

/** How issues are written into files: ids, codes and words of schema, never a patient's value. */
export const issueFormats = {
  csv: {
    type: "text/csv; charset=utf-8",
    head: csvLine([
      "object",
      "cliniko id",
      "dynamics id",
      "issue",
      "reason",
      "code",
      "column",
      "what to do",
      "accepted by",
    ]),
    line: ({ group, sourceId, rowId }) =>
      csvLine([
        group.object,
        sourceId,
        rowId,
        group.key.kind,
        group.why,
        group.key.code,
        group.which,
        group.whatToDo,
        group.acceptance?.isStanding ? group.acceptance.by : null,
      ]),
  },
  jsonl: {
    type: "application/x-ndjson",
    head: "",
    line: ({ group, sourceId, rowId }) =>
      `${JSON.stringify({
        ...group.key,
        sourceId,
        rowId,
        reason: group.why,
        isAccepted: group.acceptance?.isStanding === true,
      })}\n`,
  },
} as const satisfies Readonly<Record<string, Format>>;

/** Groups as a file, record by record, read page by page while it is sent. */
export function issueFile(
  store: TenantStore,
  migrationId: string,
  groups: readonly IssueGroupView[],
  format: Format,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const rest = [...groups];
  let offset = 0;
  return new ReadableStream({
    start: (controller) => {
      // Spreadsheets read UTF-8 only behind this mark.
      if (format.head !== "") controller.enqueue(encoder.encode(`\uFEFF${format.head}`));
    },
    pull: async (controller) => {
      const [group] = rest;
      if (!group) return controller.close();
      const page = { search: "", isDescending: false, offset, limit: pageSize };
      const { records } = await store.transact((tx) => tx.issues.records(migrationId, group.key, page));
      controller.enqueue(encoder.encode(records.map((record) => format.line({ group, ...record })).join("")));
      offset += pageSize;
      if (records.length === pageSize) return;
      rest.shift();
      offset = 0;
    },
  });
}
