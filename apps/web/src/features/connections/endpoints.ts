import { platforms } from "@flit/core/inventory-store";
import { tenantRoles } from "@flit/core/permissions";
import { z } from "zod";
import { errorBody } from "../../api/api-error.ts";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";

const none = z.object({});
const base = "/clinics/:clinic/migrations/:migration/connections";
const address = z.url("Enter a whole address, beginning with https://.").max(300);
const guid = (of: string) => z.guid(`Copy the whole ${of}: 36 characters with four hyphens.`);

const connectionCheck = z.object({
  key: z.string(),
  title: z.string(),
  verdict: z.enum(["pass", "warning", "fail", "skipped"]),
  found: z.string(),
  whatToDo: z.string(),
  count: z.number().optional(),
});

/** The last test of a connection that is saved. */
const shownTest = z.object({
  at: z.string(),
  /** Null: FlitStack itself, when the migration was started. */
  by: z.string().nullable(),
  isGood: z.boolean(),
  checks: z.array(connectionCheck),
});
export type ShownTest = z.infer<typeof shownTest>;

/** What is shown of a connection: never a key or secret, only how to tell which one it is. */
const shownCliniko = z.object({
  /** What the key ends with, e.g. `-au2`. */
  keyEnding: z.string(),
  host: z.string(),
  baseUrl: z.string().nullable(),
  vendorName: z.string(),
  vendorEmail: z.string(),
  requestsPerMinute: z.number(),
  test: shownTest.nullable(),
});
export type ShownCliniko = z.infer<typeof shownCliniko>;

const shownProof = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("secret") }),
  z.object({ kind: z.literal("certificate"), thumbprint: z.string(), expiresAt: z.string().nullable() }),
  z.object({ kind: z.literal("consent"), account: z.string(), since: z.string() }),
]);

const shownDynamics = z.object({
  url: z.string(),
  tenantId: z.string(),
  clientId: z.string(),
  authorityUrl: z.string().nullable(),
  proof: shownProof,
  test: shownTest.nullable(),
});
export type ShownDynamics = z.infer<typeof shownDynamics>;

const shownFiles = z.object({
  /** `open`: nobody has decided yet. */
  choice: z.enum(["open", "sharepoint", "stay"]),
  siteUrl: z.string().nullable(),
  graphUrl: z.string().nullable(),
  test: shownTest.nullable(),
});
export type ShownFiles = z.infer<typeof shownFiles>;

export const readConnections = clinicEndpoint({
  method: "GET",
  path: base,
  permission: "migration.read",
  audit: { none: "addresses, states and counts only" },
  params: inMigration,
  body: none,
  reply: z.object({
    role: z.enum([...tenantRoles, "staff"]),
    cliniko: shownCliniko.nullable(),
    dynamics: shownDynamics.nullable(),
    files: shownFiles,
    /** Connections may point at stand-ins on this machine. */
    allowsLocal: z.boolean(),
    /** People can sign in with Microsoft instead of giving a secret. */
    offersConsent: z.boolean(),
    /** Something was read already: from then on it must stay the same account and organisation. */
    hasBegun: z.boolean(),
    /** A run is going on or waits: nothing can be disconnected. */
    isRunning: z.boolean(),
  }),
});

const streamed = { none: "the tests' end is logged: as saved, or as tested" };

/** One line of a test's stream. */
export const testLine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("check"), check: connectionCheck }),
  z.object({ kind: z.literal("end"), isSaved: z.boolean(), isGood: z.boolean(), words: z.string() }),
  z.object({ kind: z.literal("problem"), problem: errorBody }),
]);
export type TestLine = z.infer<typeof testLine>;

export const clinikoForm = z.object({
  /** Empty: the saved key. */
  apiKey: z.string().trim().max(500),
  vendorName: z.string().trim().min(1, "Enter a name: Cliniko refuses requests without one.").max(80),
  vendorEmail: z.email("Enter an e-mail address: Cliniko writes to it if something is wrong.").max(200),
  baseUrl: address.nullable(),
  requestsPerMinute: z.number("Enter a number.").int().min(10, "At least 10.").max(20_000, "At most 20,000."),
});
export type ClinikoForm = z.infer<typeof clinikoForm>;

/** Tests what was typed, check by check, and saves it when key and account are right. */
export const saveCliniko = clinicEndpoint({
  method: "PUT",
  path: `${base}/cliniko`,
  permission: "cliniko.connect",
  audit: streamed,
  needsProof: true,
  params: inMigration,
  body: clinikoForm,
  reply: null,
});

export const dynamicsForm = z.object({
  url: address,
  tenantId: guid("directory (tenant) ID"),
  clientId: guid("application (client) ID"),
  authorityUrl: address.nullable(),
  proof: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("kept") }),
    z.object({
      kind: z.literal("secret"),
      clientSecret: z.string().trim().min(1, "Enter the secret's value.").max(500),
    }),
    z.object({ kind: z.literal("certificate"), pem: z.string().min(1, "Choose or paste the PEM file.").max(50_000) }),
  ]),
});
export type DynamicsForm = z.infer<typeof dynamicsForm>;

/** Tests what was typed, check by check, and saves it when the environment knows the application. */
export const saveDynamics = clinicEndpoint({
  method: "PUT",
  path: `${base}/dynamics`,
  permission: "dynamics.connect",
  audit: streamed,
  needsProof: true,
  params: inMigration,
  body: dynamicsForm,
  reply: null,
});

/** Where somebody goes to sign in with Microsoft; the browser remembers, sealed, what it began. */
export const startConsent = clinicEndpoint({
  method: "POST",
  path: `${base}/dynamics/consent`,
  permission: "dynamics.connect",
  audit: { none: "coming back from Microsoft is logged as saved" },
  needsProof: true,
  params: inMigration,
  body: z.object({ url: address }),
  reply: null,
});
export const consentStarted = z.object({ address: z.url() });

export const filesForm = z.discriminatedUnion("choice", [
  z.object({ choice: z.literal("stay") }),
  z.object({ choice: z.literal("sharepoint"), siteUrl: address, graphUrl: address.nullable() }),
]);
export type FilesForm = z.infer<typeof filesForm>;

/** Saves where attachments go, after a test when they go to SharePoint. */
export const saveFiles = clinicEndpoint({
  method: "PUT",
  path: `${base}/files`,
  permission: "dynamics.connect",
  audit: streamed,
  params: inMigration,
  body: filesForm,
  reply: null,
});

export const testCliniko = clinicEndpoint({
  method: "POST",
  path: `${base}/cliniko/test`,
  permission: "cliniko.connect",
  audit: streamed,
  params: inMigration,
  body: none,
  reply: null,
});

export const testDynamics = clinicEndpoint({
  method: "POST",
  path: `${base}/:platform/test`,
  permission: "dynamics.connect",
  audit: streamed,
  params: inMigration.extend({ platform: z.enum(platforms).exclude(["cliniko"]) }),
  body: none,
  reply: null,
});

export const removeCliniko = clinicEndpoint({
  method: "DELETE",
  path: `${base}/cliniko`,
  permission: "cliniko.connect",
  audit: "connection.removed",
  needsProof: true,
  params: inMigration,
  body: none,
  reply: none,
});

export const removeDynamics = clinicEndpoint({
  method: "DELETE",
  path: `${base}/dynamics`,
  permission: "dynamics.connect",
  audit: "connection.removed",
  needsProof: true,
  params: inMigration,
  body: none,
  reply: none,
});

/** What the application user must be allowed to do, and why; known before anything is connected. */
export const readPrivileges = clinicEndpoint({
  method: "GET",
  path: `${base}/privileges`,
  permission: "migration.read",
  audit: { none: "says nothing about the clinic" },
  params: inMigration,
  body: none,
  reply: z.object({
    named: z.array(z.object({ name: z.string(), reason: z.string() })),
    tables: z.array(z.object({ table: z.string(), isNew: z.boolean(), rights: z.array(z.string()) })),
    rights: z.array(z.object({ right: z.string(), reason: z.string() })),
  }),
});

/** The same as a file, for whoever makes the role. */
export const downloadPrivileges = clinicEndpoint({
  method: "GET",
  path: `${base}/privileges/:format`,
  permission: "migration.read",
  audit: { none: "says nothing about the clinic" },
  params: inMigration.extend({ format: z.enum(["csv", "json"]) }),
  body: none,
  reply: null,
});

export const connectionEndpoints = {
  readConnections,
  saveCliniko,
  saveDynamics,
  startConsent,
  saveFiles,
  testCliniko,
  testDynamics,
  removeCliniko,
  removeDynamics,
  readPrivileges,
  downloadPrivileges,
};
