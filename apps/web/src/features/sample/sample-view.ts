import { featureKinds } from "@flit/core/sample/feature";
import { sampleReasons } from "@flit/core/sample/sampler";
import { sampleShows } from "@flit/core/sample-store";
import { z } from "zod";
import { approvalView } from "../approvals/approval-view.ts";
import { runView } from "../runs/run-view.ts";

const count = z.number();

export const coverageView = z.object({
  mapping: z.string(),
  title: z.string(),
  groups: z.array(
    z.object({
      kind: z.enum(featureKinds),
      covered: count,
      total: count,
      missing: z.array(z.object({ words: z.string(), why: z.enum(["no-record", "no-room"]) })),
    }),
  ),
});
export type CoverageView = z.infer<typeof coverageView>;

export const choiceView = z.object({
  at: z.string(),
  size: count,
  records: count,
  reasons: z.record(z.enum(sampleReasons), count),
  coverage: z.array(coverageView),
  /** Whether it was chosen for the map as it is frozen now. */
  isMapCurrent: z.boolean(),
  /** Highest share of defects that no defect among the random ones leaves possible, at 95 %. */
  bound: z.number(),
});
export type ChoiceView = z.infer<typeof choiceView>;

export const pinView = z.object({ object: z.string(), id: z.string(), by: z.string(), at: z.string() });

export const summaryView = z.object({
  objects: z.array(
    z.object({
      mapping: z.string(),
      title: z.string(),
      records: count,
      equal: count,
      different: count,
      leftOut: count,
    }),
  ),
  equal: count,
  different: count,
  open: count,
  random: z.object({ verified: count, different: count }),
  /** Share of defects still possible among all records; null when a random one differs. */
  bound: z.number().nullable(),
});
export type SummaryView = z.infer<typeof summaryView>;

export const rehearsalView = z.object({
  at: z.string(),
  seconds: count,
  hasPassed: z.boolean(),
  deleted: count,
  restored: count,
  filesRemoved: count,
  kept: count,
  /** What taking everything back would take, by this rate; null when nothing was taken back. */
  estimateSeconds: count.nullable(),
});
export type RehearsalView = z.infer<typeof rehearsalView>;

export const sampleView = z.object({
  environment: z.string(),
  /** What has to be done before the sample can be chosen, and before it can be loaded. */
  waits: z.object({
    choose: z.array(z.object({ words: z.string(), page: z.string(), action: z.string() })),
    load: z.array(z.object({ words: z.string(), page: z.string(), action: z.string() })),
  }),
  /** Objects that records can be pinned of. */
  objects: z.array(z.object({ object: z.string(), title: z.string() })),
  pins: z.array(pinView),
  choice: choiceView.nullable(),
  /** The run that is going on or stopped for somebody, else the last load of the sample. */
  run: runView.nullable(),
  isLoaded: z.boolean(),
  /** Whether the map was changed since the rows were written. */
  isMapChanged: z.boolean(),
  hasFullRunBegun: z.boolean(),
  summary: summaryView.nullable(),
  rehearsal: rehearsalView.nullable(),
  sign: z.object({
    digest: z.string(),
    statement: z.string(),
    problems: z.array(z.object({ code: z.string(), words: z.string() })),
    isSigned: z.boolean(),
    approvals: z.array(approvalView),
  }),
});
export type SampleView = z.infer<typeof sampleView>;

export const recordStates = ["equal", "mismatched", "edited", "rejected", "unread", "left-out", "matched"] as const;

export const recordRow = z.object({
  mapping: z.string(),
  title: z.string(),
  id: z.string(),
  why: z.enum(sampleReasons),
  state: z.enum(recordStates),
  /** Why it was left out or refused. */
  reason: z.string().nullable(),
  /** Columns that differ, as people of the environment see them. */
  columns: z.array(z.string()),
  comments: count,
  openComments: count,
  isAccepted: z.boolean(),
});
export type RecordRow = z.infer<typeof recordRow>;
export const recordShow = z.enum(sampleShows);

const comparedField = z.object({
  column: z.string(),
  label: z.string(),
  /** Line of the map that fills it; null when the map has none any more. */
  line: z.string().nullable(),
  rule: z.string(),
  source: z.array(z.object({ label: z.string(), text: z.string().nullable() })),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  comparison: z.enum(["equal", "different", "empty", "own"]),
});
export type ComparedFieldView = z.infer<typeof comparedField>;

export const commentView = z.object({
  id: z.string(),
  column: z.string().nullable(),
  columnLabel: z.string().nullable(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  resolved: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type CommentView = z.infer<typeof commentView>;

export const recordView = z.object({
  mapping: z.string(),
  title: z.string(),
  id: z.string(),
  table: z.string(),
  row: recordRow,
  /** Rows in Dynamics, as they are now; none for records that make no row, and for files. */
  rows: z.array(
    z.object({
      part: z.number(),
      isThere: z.boolean(),
      isByPerson: z.boolean(),
      /** Where it is seen in Dynamics. */
      address: z.string(),
      fields: z.array(comparedField),
    }),
  ),
  comments: z.array(commentView),
  access: z.enum(["open", "revealable", "masked", "never"]),
});
export type RecordView = z.infer<typeof recordView>;

export const checksView = z.object({
  owners: z.object({ right: count, of: count }),
  types: z.object({ right: count, of: count }),
  affected: z.array(z.object({ mapping: z.string(), title: z.string(), columns: z.array(z.string()), records: count })),
  /** Each record once, however many maps it concerns. */
  affectedRecords: count,
});
