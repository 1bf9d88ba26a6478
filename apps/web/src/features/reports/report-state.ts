import type { z } from "zod";
import type { readReport } from "./endpoints.ts";

/** What the page knows of a migration's report. */
export type ReportState = z.infer<NonNullable<typeof readReport.reply>>;
