import { lineEditSchema } from "@flit/core/map-draft/line-edit";
import { lineDecisions } from "@flit/core/map-line";
import { longestSentence } from "@flit/core/plain-words";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";
import { lineDetail, objectParts, plainWordsAnswer, previewRow, wordsByModel, wordsOffer } from "./detail-view.ts";
import { lineView, objectView } from "./line-view.ts";
import { versionEndpoints } from "./version-endpoints.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/map" as const;
const line = z.string().min(1).max(300);
const revision = z.int().nonnegative();
/** One opening of the page: values it shows are logged once. */
const view = z.uuid();
const seen = { none: "the handler logs values.seen, once for each view of the page" } as const;
/** What an act answers: its id takes it back, the revisions are what the next edit has to name. */
const acted = z.object({
  act: z.string(),
  lines: z.array(z.object({ id: z.string(), revision: z.number() })),
});

/** The whole map under review, and where it stands. */
export const readMap = clinicEndpoint({
  method: "GET",
  path,
  permission: "map.read",
  audit: { none: "names, rules and counts of fields; no record's value" },
  params: inMigration,
  body: none,
  reply: z.object({
    state: z.enum(["not-audited", "not-proposed", "review"]),
    objects: z.array(objectView),
    lines: z.array(lineView),
    /** The map in force; null before the first freeze. */
    frozen: z
      .object({ version: z.number(), digest: z.string(), by: z.string(), at: z.string(), isOutdated: z.boolean() })
      .nullable(),
    /** Signatures that another map would void. */
    signed: z.object({ plan: z.boolean(), sample: z.boolean() }),
  }),
});

export const proposeMap = clinicEndpoint({
  method: "POST",
  path: `${path}/proposal`,
  permission: "map.decide",
  audit: "map.proposed",
  params: inMigration,
  body: none,
  reply: z.object({ lines: z.number() }),
});

/** Samples of every line's field, as the role may see them. */
export const readSamples = clinicEndpoint({
  method: "GET",
  path: `${path}/samples`,
  permission: "map.read",
  audit: seen,
  params: inMigration.extend({ view }),
  body: none,
  reply: z.object({
    access: z.enum(["open", "revealable", "masked", "never"]),
    samples: z.array(z.object({ line: z.string(), values: z.array(z.string()) })),
  }),
});

/** What the editor shows of one line. */
export const readLine = clinicEndpoint({
  method: "GET",
  path: `${path}/line`,
  permission: "map.read",
  audit: seen,
  params: inMigration.extend({ line, view }),
  body: none,
  reply: lineDetail,
});

/** Fields and columns that rules of one object can name. */
export const readObjectParts = clinicEndpoint({
  method: "GET",
  path: `${path}/objects/:mapping`,
  permission: "map.read",
  audit: { none: "names of fields and columns only" },
  params: inMigration.extend({ mapping: z.string().max(100) }),
  body: none,
  reply: objectParts,
});

/** Confirms, leaves out or opens again any number of lines as one act. */
export const decideLines = clinicEndpoint({
  method: "POST",
  path: `${path}/decisions`,
  permission: "map.decide",
  audit: "map.decided",
  params: inMigration,
  body: z.object({
    decision: z.enum(["confirm", "ignore", "reopen"]),
    lines: z
      .array(z.object({ id: line, revision }))
      .min(1)
      .max(2_000),
  }),
  reply: acted,
});

/** Changes what one line does. */
export const editLine = clinicEndpoint({
  method: "POST",
  path: `${path}/edits`,
  permission: "map.decide",
  audit: "map.changed",
  params: inMigration,
  body: z.object({ id: line, revision, edit: lineEditSchema }),
  reply: acted,
});

/** Takes an act back: the person's last one when none is named. */
export const undoMap = clinicEndpoint({
  method: "POST",
  path: `${path}/undo`,
  permission: "map.decide",
  audit: "map.undone",
  params: inMigration,
  body: z.object({ act: z.uuid().nullable() }),
  reply: z.object({
    lines: z.array(z.object({ id: z.string(), revision: z.number(), decision: z.enum(lineDecisions) })),
  }),
});

export const commentLine = clinicEndpoint({
  method: "POST",
  path: `${path}/comments`,
  permission: "map.comment",
  audit: "map.commented",
  params: inMigration,
  body: z.object({ line, text: z.string().trim().min(1, "Write something.").max(2_000) }),
  reply: none,
});

const tried = z.object({ line, edit: lineEditSchema.nullable() });

/** A line on real records, as it is and as it would be after an edit that nobody has saved. */
export const previewEdit = clinicEndpoint({
  method: "POST",
  path: `${path}/preview`,
  permission: "map.read",
  audit: seen,
  params: inMigration,
  body: tried.extend({ view }),
  reply: z.object({ rows: z.array(previewRow) }),
});

/** Shows a line's masked values; each time is logged. */
export const revealLine = clinicEndpoint({
  method: "POST",
  path: `${path}/reveal`,
  permission: "values.reveal",
  audit: "values.revealed",
  params: inMigration,
  body: tried,
  reply: z.object({
    samples: z.array(z.string()),
    choices: lineDetail.shape.choices,
    rows: z.array(previewRow),
  }),
});

/** Reads what a person says should happen to a line's value as a rule; nothing is saved. */
export const readWords = clinicEndpoint({
  method: "POST",
  path: `${path}/words`,
  permission: "map.decide",
  audit: { none: "reads a sentence by names of fields; no record's value, and nothing is kept" },
  params: inMigration,
  body: z.object({ line, text: z.string().max(2_000) }),
  reply: z.object({
    answer: plainWordsAnswer,
    /** Null: no model may be asked, or none need be. */
    model: wordsOffer.nullable(),
  }),
});

/** Has the clinic's model put a sentence into words the rules read; refused unless the text is the one that was shown. */
export const askWords = clinicEndpoint({
  method: "POST",
  path: `${path}/words/model`,
  permission: "map.decide",
  audit: "model.asked",
  params: inMigration,
  body: z.object({
    line,
    text: z.string().trim().min(1, "Say what should happen.").max(longestSentence),
    digest: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  reply: wordsByModel,
});

export const mappingEndpoints = {
  readMap,
  proposeMap,
  readSamples,
  readLine,
  readObjectParts,
  decideLines,
  editLine,
  undoMap,
  commentLine,
  previewEdit,
  readWords,
  askWords,
  revealLine,
  ...versionEndpoints,
};
