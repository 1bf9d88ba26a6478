import type { ExpectedDuration } from "@flit/core/audit-report";
import { type PreflightInputs, plannedWrites } from "./check.ts";

/** Cliniko's limit per user. */
const requestsPerMinute = 200;
const recordsPerPage = 100;
/** Rows a second that loads reach while Dataverse's service protection stays quiet. */
const rowsPerSecond = 40;

const cliniko = `Cliniko's ${requestsPerMinute} requests a minute`;

type Counted = Pick<PreflightInputs, "source" | "staged">;

/** Time to read every list of the account once. */
export function readingTime(inputs: Counted): ExpectedDuration {
  const pages = inputs.source.objects.reduce(
    (sum, { object }) => sum + Math.ceil(countOf(inputs, object) / recordsPerPage),
    0,
  );
  return { minutes: Math.ceil(pages / requestsPerMinute), limitedBy: cliniko };
}

/** Time to write all rows. */
export function writingTime(inputs: Pick<PreflightInputs, "maps" | "staged">): ExpectedDuration {
  const minutes = Math.ceil(plannedWrites(inputs) / rowsPerSecond / 60);
  return { minutes, limitedBy: "Dataverse's service protection limits" };
}

/** Time to carry all files: one request for the address of each. */
export function filesTime(inputs: Counted): ExpectedDuration {
  return { minutes: Math.ceil(countOf(inputs, "patient_attachments") / requestsPerMinute), limitedBy: cliniko };
}

function countOf({ source, staged }: Counted, object: string): number {
  const total = source.objects.find((one) => one.object === object)?.total;
  return total ?? staged.find((one) => one.object === object)?.count ?? 0;
}
