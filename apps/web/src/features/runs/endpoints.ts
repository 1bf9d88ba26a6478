import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { runDetail, runGate, runSummary } from "./run-detail.ts";
import { runWish } from "./run-view.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/runs" as const;

/** The run that goes on, or the one asked for, with what it takes to start one and those before. */
export const readRuns = clinicEndpoint({
  method: "GET",
  path,
  permission: "migration.read",
  audit: { none: "states and counts only" },
  params: inMigration.extend({ run: z.uuid().optional() }),
  body: none,
  reply: z.object({
    /** None while a run goes on. */
    gates: z.array(runGate),
    /** A run goes on or is paused: another cannot begin. */
    activeId: z.string().nullable(),
    run: runDetail.nullable(),
    /** Newest first. */
    past: z.array(runSummary),
    /** Worker processes that are alive. */
    workers: z.number(),
  }),
});

/** Starts moving everything. Asked again with the same key, it answers the same run. */
export const startLoad = clinicEndpoint({
  method: "POST",
  path,
  permission: "run.control",
  audit: "run.started",
  needsProof: true,
  params: inMigration,
  body: z.object({ requestKey: z.uuid() }),
  reply: z.object({ run: z.string() }),
});

/** Pauses, resumes or stops a run of any kind. */
export const controlRun = clinicEndpoint({
  method: "PATCH",
  path,
  permission: "run.control",
  audit: "run.controlled",
  params: inMigration,
  body: z.object({ run: z.uuid(), wish: runWish }),
  reply: none,
});

export const runEndpoints = { readRuns, startLoad, controlRun };
