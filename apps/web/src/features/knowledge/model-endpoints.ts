import { confidenceBands, proposalOrigins } from "@flit/core/map-line";
import { modelFailures, modelProviders } from "@flit/core/model-settings";
import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inClinic, inMigration } from "../clinics/endpoints.ts";

const none = z.object({});
const path = "/clinics/:clinic/knowledge" as const;
const inQuestions = "/clinics/:clinic/migrations/:migration/knowledge" as const;

export const saveModel = clinicEndpoint({
  method: "PUT",
  path: `${path}/model`,
  permission: "model.manage",
  audit: "model.changed",
  needsProof: true,
  params: inClinic,
  body: z.object({
    provider: z.enum(modelProviders),
    model: z
      .string()
      .trim()
      .min(1, "Type the model's name.")
      .max(100)
      .regex(/^[\w.:/-]+$/, "Letters, digits and . : / - _ only."),
    endpoint: z.string().trim().max(300),
    /** Left empty, the one that is kept stays. */
    apiKey: z
      .string()
      .trim()
      .max(500)
      .regex(/^[\x21-\x7e]*$/, "A key has no spaces or other signs than those on a keyboard."),
    monthlyCalls: z.int().min(1, "At least 1.").max(100_000),
    monthlyTokens: z.int().min(10_000, "At least 10,000.").max(1_000_000_000),
    timeoutSeconds: z.int().min(5, "At least 5.").max(120, "At most 120."),
  }),
  reply: none,
});

export const removeModel = clinicEndpoint({
  method: "DELETE",
  path: `${path}/model`,
  permission: "model.manage",
  audit: "model.changed",
  params: inClinic,
  body: none,
  reply: none,
});

/** Agrees that texts like the one shown may be sent; refused when it is not the one that would be. */
export const agree = clinicEndpoint({
  method: "POST",
  path: `${path}/model/consent`,
  permission: "model.manage",
  audit: "model.agreed",
  needsProof: true,
  params: inClinic,
  body: z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/), migration: z.uuid().nullable() }),
  reply: none,
});

export const withdrawConsent = clinicEndpoint({
  method: "DELETE",
  path: `${path}/model/consent`,
  permission: "model.manage",
  audit: "model.agreed",
  params: inClinic,
  body: none,
  reply: none,
});

/** Sends a fixed text without any word of the clinic, to see whether the model answers. */
export const testModel = clinicEndpoint({
  method: "POST",
  path: `${path}/model/test`,
  permission: "model.manage",
  audit: "model.tested",
  params: inClinic,
  body: none,
  reply: z.object({
    outcome: z.enum(["works", "wrong-answer", "over-budget", ...modelFailures]),
    milliseconds: z.number(),
    tokens: z.number(),
  }),
});

/** How the proposals of one map came about, and what a model would be asked next. */
export const readQuestions = clinicEndpoint({
  method: "GET",
  path: inQuestions,
  permission: "map.read",
  audit: { none: "labels and metadata; what would be sent holds no patient's value" },
  params: inMigration,
  body: none,
  reply: z.object({
    isProposed: z.boolean(),
    origins: z.array(z.object({ origin: z.enum(proposalOrigins), band: z.enum(confidenceBands), lines: z.number() })),
    /** Texts that would be sent next, in order; more may follow from their answers. */
    next: z.array(z.object({ text: z.string(), digest: z.string(), fields: z.number() })),
  }),
});
export type Questions = z.infer<NonNullable<typeof readQuestions.reply>>;

/** Asks the clinic's model about the lines nobody is sure of. */
export const askModel = clinicEndpoint({
  method: "POST",
  path: inQuestions,
  permission: "map.decide",
  audit: "model.asked",
  params: inMigration,
  body: none,
  reply: z.object({
    calls: z.number(),
    tokens: z.number(),
    /** Lines that are proposed otherwise than before. */
    changed: z.number(),
    failed: z.partialRecord(z.enum([...modelFailures, "over-budget", "later"]), z.number()),
  }),
});

export const modelEndpoints = { saveModel, removeModel, agree, withdrawConsent, testModel, readQuestions, askModel };
