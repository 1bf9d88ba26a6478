import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { signature } from "../approvals/approval-view.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runWish } from "../runs/run-view.ts";
import { checksView, recordRow, recordShow, recordView, sampleView } from "./sample-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/sample" as const;
const mapping = z.string().min(1).max(100);
const id = z.string().min(1).max(100);
const key = z.object({ object: z.string().min(1).max(100), id: id.trim() });
/** Chosen by the browser: a request that is sent twice starts one run. */
const started = z.object({ requestKey: z.uuid() });
const run = z.object({ run: z.string() });

/** The sample and where it stands. */
export const readSample = clinicEndpoint({
  method: "GET",
  path,
  permission: "sample.read",
  audit: { none: "names, counts and ids only" },
  params: inMigration,
  body: none,
  reply: sampleView,
});

/** Links that were verified, and what a change of the map concerns: both take a look at every record. */
export const readChecks = clinicEndpoint({
  method: "GET",
  path: `${path}/checks`,
  permission: "sample.read",
  audit: { none: "names and counts only" },
  params: inMigration,
  body: none,
  reply: checksView,
});

export const chooseSample = clinicEndpoint({
  method: "POST",
  path,
  permission: "sample.choose",
  audit: "sample.chosen",
  params: inMigration,
  body: z.object({ size: z.int().min(200, "At least 200.").max(500, "At most 500.") }),
  reply: z.object({ records: z.number() }),
});

export const pinRecord = clinicEndpoint({
  method: "POST",
  path: `${path}/pins`,
  permission: "sample.choose",
  audit: "sample.pinned",
  params: inMigration,
  body: key,
  reply: none,
});

export const unpinRecord = clinicEndpoint({
  method: "DELETE",
  path: `${path}/pins`,
  permission: "sample.choose",
  audit: "sample.pinned",
  params: inMigration,
  body: key,
  reply: none,
});

/** Loads the sample and reads it back. */
export const startSample = clinicEndpoint({
  method: "POST",
  path: `${path}/runs`,
  permission: "run.control",
  audit: "sample.started",
  params: inMigration,
  body: started,
  reply: run,
});

/** Writes only those records again that a change of the map concerns. */
export const rerunAffected = clinicEndpoint({
  method: "POST",
  path: `${path}/affected`,
  permission: "run.control",
  audit: "sample.started",
  params: inMigration,
  body: started,
  reply: run,
});

/** Takes the sample's rows back, proves it, and has them loaded again. */
export const rehearseRollback = clinicEndpoint({
  method: "POST",
  path: `${path}/rehearsal`,
  permission: "run.rollback",
  audit: "sample.rehearsed",
  needsProof: true,
  params: inMigration,
  body: started,
  reply: run,
});

/** Pauses, resumes or stops what is going on with the sample. */
export const controlSample = clinicEndpoint({
  method: "PATCH",
  path: `${path}/runs`,
  permission: "run.control",
  audit: "run.controlled",
  params: inMigration,
  body: z.object({ run: z.uuid(), wish: runWish }),
  reply: none,
});

/** Records of the sample with what became of them; those that need somebody first. */
export const listRecords = clinicEndpoint({
  method: "GET",
  path: `${path}/records`,
  permission: "sample.read",
  audit: { none: "ids, states and names of columns only" },
  params: inMigration.extend({
    mapping: mapping.optional(),
    show: recordShow,
    search: z.string().max(100),
    page: z.coerce.number().int().min(0),
    size: z.coerce.number().int().min(1).max(100),
  }),
  body: none,
  reply: z.object({ records: z.array(recordRow), total: z.number() }),
});

/** One record, read back from Dynamics now and compared column by column, as the role may see it. */
export const readRecord = clinicEndpoint({
  method: "GET",
  path: `${path}/record`,
  permission: "sample.read",
  audit: { none: "the handler logs values.seen, once for each view of the page" },
  params: inMigration.extend({ mapping, id, view: z.uuid() }),
  body: none,
  reply: recordView,
});

/** The same without masks; each time is logged. */
export const revealRecord = clinicEndpoint({
  method: "POST",
  path: `${path}/record`,
  permission: "values.reveal",
  audit: "values.revealed",
  params: inMigration,
  body: z.object({ mapping, id }),
  reply: recordView,
});

export const commentRecord = clinicEndpoint({
  method: "POST",
  path: `${path}/comments`,
  permission: "sample.comment",
  audit: "sample.commented",
  params: inMigration,
  body: z.object({
    mapping,
    id,
    column: z.string().max(200).nullable(),
    text: z.string().trim().min(1, "Write something.").max(2_000),
  }),
  reply: none,
});

/** Resolves a comment; what differs in its record now is accepted. */
export const resolveComment = clinicEndpoint({
  method: "PUT",
  path: `${path}/comments`,
  permission: "sample.sign",
  audit: "sample.resolved",
  params: inMigration,
  body: z.object({ comment: z.uuid() }),
  reply: none,
});

export const signSample = clinicEndpoint({
  method: "PUT",
  path: `${path}/approval`,
  permission: "sample.sign",
  audit: "sample.signed",
  needsProof: true,
  params: inMigration,
  body: signature,
  reply: z.object({ at: z.string() }),
});

/** What was compared and who signed, as a page to print or to keep as PDF. */
export const printSample = clinicEndpoint({
  method: "GET",
  path: `${path}/page`,
  permission: "sample.read",
  audit: "sample.exported",
  params: inMigration,
  body: none,
  reply: null,
});

export const sampleEndpoints = {
  readSample,
  readChecks,
  chooseSample,
  pinRecord,
  unpinRecord,
  startSample,
  rerunAffected,
  rehearseRollback,
  controlSample,
  listRecords,
  readRecord,
  revealRecord,
  commentRecord,
  resolveComment,
  signSample,
  printSample,
};
