import type { Migration } from "@flit/core/ports";
import { z } from "zod";

/** How a clinic's Cliniko is reached. */
export const clinikoConnection = z.object({
  apiKey: z.string().min(1),
  baseUrl: z.url().optional(),
  vendorName: z.string().min(1),
  vendorEmail: z.email(),
  /** Cliniko counts 200 a minute for each user as they arrive: a little less never meets the limit. */
  requestsPerMinute: z.number().int().min(10).default(190),
});
export type ClinikoConnection = z.infer<typeof clinikoConnection>;

/** How a Dynamics environment is reached, as an application. */
export const dynamicsConnection = z.object({
  url: z.url(),
  tenantId: z.string().min(1),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  certificate: z
    .object({ thumbprint: z.string(), privateKeyPem: z.string(), expiresAt: z.iso.datetime().optional() })
    .optional(),
  /** Somebody let the application act for them: the cache holds their refresh token. */
  consent: z
    .object({ homeAccountId: z.string(), account: z.string(), cache: z.string(), at: z.iso.datetime() })
    .optional(),
  authorityUrl: z.url().optional(),
  /** Service protection: 6,000 requests in 300 seconds for each user and web server. */
  requestsPerFiveMinutes: z.number().int().min(100).default(6_000),
});
export type DynamicsConnection = z.infer<typeof dynamicsConnection>;

/** The site files go to; reached as the same application as Dynamics. */
export const sharePointConnection = z.object({ siteUrl: z.url(), graphUrl: z.url().optional() });
export type SharePointConnection = z.infer<typeof sharePointConnection>;

/** A tenant's connections as sealed in Postgres: a migration begins without any and gets one at a time. */
export const connections = z.object({
  cliniko: clinikoConnection.nullable().default(null),
  dynamics: dynamicsConnection.nullable().default(null),
  sharepoint: sharePointConnection.nullable().default(null),
  /** Somebody decided that attachments are not moved. Null sites without it are a question still open. */
  filesStay: z.boolean().default(false),
  /** Which account and organisation this migration is about; kept when it is disconnected. */
  clinikoAccount: z.string().nullable().default(null),
  dynamicsOrganization: z.string().nullable().default(null),
});
export type Connections = z.infer<typeof connections>;

/** Connections as JSON that can be sealed: settings that are undefined are left out. */
export function sealable(given: Partial<Connections>): Migration["connections"] {
  return JSON.parse(JSON.stringify(given));
}
