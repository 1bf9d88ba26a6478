import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { LinkKey } from "@flit/core/ports";
import { adminReportHtml } from "@flit/engine/report/admin-report-html";
import { clinicReportHtml } from "@flit/engine/report/clinic-report-html";
import { collectWorkflows } from "@flit/engine/report/collect-workflows";
import { reasonInWords } from "@flit/pairs/cliniko-dynamics365/reasons";
import type { Job } from "../job.ts";
import type { Report } from "./report.ts";

const pageSize = 1_000;

/** Writes report.json, both pages, rejected.jsonl and workflows.json into the report folder. */
export async function writeReport(job: Job, made: Report): Promise<void> {
  const folder = job.config.report;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), `${JSON.stringify(made, null, 2)}\n`);
  writeFileSync(join(folder, "report.html"), clinicReportHtml(made));
  writeFileSync(join(folder, "report-dynamics.html"), adminReportHtml(made));
  const { store, migration } = await job.open();
  writeFileSync(
    join(folder, "workflows.json"),
    `${JSON.stringify(await collectWorkflows(store, migration), null, 2)}\n`,
  );
  await writeRejected(job, join(folder, "rejected.jsonl"));
  job.terminal.line(
    `Reports: ${join(folder, "report.html")}, report-dynamics.html, report.json, rejected.jsonl, workflows.json`,
  );
}

/** Refused records by id and reason, one JSON object a line; never a value. */
async function writeRejected(job: Job, file: string): Promise<void> {
  const { store, migration } = await job.open();
  const out = createWriteStream(file);
  for (let after: LinkKey | null = null; ; ) {
    const page = await store.transact((tx) => tx.accounts.rejected(migration.id, after, pageSize));
    for (const { mapping, sourceId, reason } of page)
      out.write(`${JSON.stringify({ mapping, sourceId, reason, words: reasonInWords(reason ?? "") })}\n`);
    const last = page.at(-1);
    if (!last) break;
    after = { mapping: last.mapping, sourceId: last.sourceId };
  }
  out.end();
  await finished(out);
}
