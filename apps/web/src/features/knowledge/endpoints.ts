import { confidenceBands, proposalOrigins } from "@flit/core/map-line";
import { modelCallKinds, modelFailures, modelProviders, modelResults } from "@flit/core/model-settings";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inClinic } from "../clinics/endpoints.ts";
import { modelEndpoints } from "./model-endpoints.ts";

const none = z.object({});
const path = "/clinics/:clinic/knowledge" as const;
const provider = z.enum(modelProviders);

/** What people made of proposals of one origin and band. */
const outcomes = z.object({
  origin: z.enum(proposalOrigins),
  band: z.enum(confidenceBands),
  accepted: z.number(),
  changed: z.number(),
  rejected: z.number(),
});
export type Outcomes = z.infer<typeof outcomes>;

/** Settings as they are shown: the key never is. */
const modelView = z.object({
  provider,
  model: z.string(),
  endpoint: z.string().nullable(),
  monthlyCalls: z.number(),
  monthlyTokens: z.number(),
  timeoutSeconds: z.number(),
  consent: z.object({ by: z.string(), at: z.string(), digest: z.string() }).nullable(),
});
export type ModelView = z.infer<typeof modelView>;

const measuredBand = z.object({ band: z.enum(confidenceBands), right: z.number(), proposed: z.number() });

/** What a clinic's proposals rest on, and how good they were. */
export const readKnowledge = clinicEndpoint({
  method: "GET",
  path,
  permission: "map.read",
  audit: { none: "settings without the key, counts and names of members" },
  params: inClinic,
  body: none,
  reply: z.object({
    mayManage: z.boolean(),
    mayForget: z.boolean(),
    model: modelView.nullable(),
    /** What a question looks like where no map was proposed yet. */
    example: z.object({ text: z.string(), digest: z.string() }),
    usage: z.object({ calls: z.number(), tokens: z.number() }),
    /** Texts ever sent, trials left out. */
    sent: z.number(),
    outcomes: z.array(outcomes),
    /** Maps the outcomes are counted over. */
    frozenMaps: z.number(),
    /** Precision by band of the columns and of the options of choices the matcher proposes, where measured; null: not measured. */
    measured: z.object({ columns: z.array(measuredBand), values: z.array(measuredBand) }).nullable(),
    remembered: z.number(),
  }),
});
export type Knowledge = z.infer<NonNullable<typeof readKnowledge.reply>>;

const sentCall = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  migration: z.string().nullable(),
  kind: z.enum(modelCallKinds),
  provider,
  model: z.string(),
  digest: z.string(),
  /** The exact text. */
  sent: z.string(),
  state: z.enum(["open", "answered", ...modelFailures]),
  tokens: z.number(),
  results: z.partialRecord(z.enum(modelResults), z.number()),
});
export type SentCall = z.infer<typeof sentCall>;

/** Texts that were sent, newest first. */
export const listCalls = clinicEndpoint({
  method: "GET",
  path: `${path}/calls`,
  permission: "map.read",
  audit: { none: "labels and metadata; what is sent holds no patient's value" },
  params: inClinic.extend({ before: z.uuid().optional() }),
  body: none,
  reply: z.object({ calls: z.array(sentCall), older: z.string().nullable() }),
});

const remembered = z.object({
  id: z.string(),
  kind: z.enum(["confirmed", "rejected"]),
  label: z.string(),
  field: z.string(),
  column: z.string().nullable(),
  migration: z.string().nullable(),
  version: z.number(),
  at: z.string(),
});
export type Remembered = z.infer<typeof remembered>;

/** What confirmations taught, newest first. */
export const listMemory = clinicEndpoint({
  method: "GET",
  path: `${path}/memory`,
  permission: "map.read",
  audit: { none: "names of fields and columns only" },
  params: inClinic.extend({ page: z.coerce.number().int().min(0).optional(), search: z.string().max(100).optional() }),
  body: none,
  reply: z.object({ entries: z.array(remembered), total: z.number(), pages: z.number() }),
});

/** The memory as a file. */
export const exportMemory = clinicEndpoint({
  method: "POST",
  path: `${path}/memory/export`,
  permission: "map.read",
  audit: "memory.exported",
  params: inClinic,
  body: none,
  reply: null,
});

/** Forgets one thing. */
export const forgetEntry = clinicEndpoint({
  method: "DELETE",
  path: `${path}/memory/:entry`,
  permission: "map.decide",
  audit: "memory.forgotten",
  params: inClinic.extend({ entry: z.uuid() }),
  body: none,
  reply: none,
});

/** Forgets everything confirmations taught. Maps stay as they are. */
export const forgetAll = clinicEndpoint({
  method: "DELETE",
  path: `${path}/memory`,
  permission: "map.decide",
  audit: "memory.forgotten",
  params: inClinic,
  body: none,
  reply: z.object({ forgotten: z.number() }),
});

export const knowledgeEndpoints = {
  readKnowledge,
  listCalls,
  listMemory,
  exportMemory,
  forgetEntry,
  forgetAll,
  ...modelEndpoints,
};
