import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/map" as const;
const version = z.coerce.number().int().positive();

/** One line that differs, in words. */
const difference = z.object({ line: z.string(), title: z.string(), words: z.string() });
export type Difference = z.infer<typeof difference>;

export const readVersions = clinicEndpoint({
  method: "GET",
  path: `${path}/versions`,
  permission: "map.read",
  audit: { none: "numbers and digests only" },
  params: inMigration,
  body: none,
  reply: z.object({
    versions: z.array(z.object({ number: z.number(), digest: z.string(), by: z.string(), at: z.string() })),
  }),
});

/** What differs between a frozen version and a later one, or the map as it stands when none is named. */
export const diffMap = clinicEndpoint({
  method: "GET",
  path: `${path}/versions/:from/differences`,
  permission: "map.read",
  audit: { none: "rules and names of columns only" },
  params: inMigration.extend({ from: version, to: version.optional() }),
  body: none,
  reply: z.object({ differences: z.array(difference) }),
});

/** Makes the draft the map of the migration; refused while a line is open or a problem blocks. */
export const freezeDraft = clinicEndpoint({
  method: "POST",
  path: `${path}/versions`,
  permission: "map.decide",
  audit: "map.frozen",
  params: inMigration,
  body: none,
  reply: z.object({
    version: z.number(),
    digest: z.string(),
    isChanged: z.boolean(),
    /** Signatures it voided. */
    voided: z.number(),
  }),
});

/** The map as a file that another migration can take. */
export const exportDraft = clinicEndpoint({
  method: "POST",
  path: `${path}/export`,
  permission: "map.read",
  audit: "map.exported",
  params: inMigration,
  body: none,
  reply: null,
});

const file = z.unknown();

/** What a file would change and what of it is refused; nothing is changed yet. */
export const checkImport = clinicEndpoint({
  method: "POST",
  path: `${path}/import/check`,
  permission: "map.decide",
  audit: { none: "changes nothing" },
  params: inMigration,
  body: z.object({ file }),
  reply: z.object({
    changes: z.array(difference),
    refused: z.array(z.object({ line: z.string(), reason: z.string() })),
  }),
});

export const importDraftFile = clinicEndpoint({
  method: "POST",
  path: `${path}/import`,
  permission: "map.decide",
  audit: "map.imported",
  params: inMigration,
  body: z.object({ file }),
  reply: z.object({ act: z.string(), changed: z.number(), refused: z.number() }),
});

export const versionEndpoints = { readVersions, diffMap, freezeDraft, exportDraft, checkImport, importDraftFile };
