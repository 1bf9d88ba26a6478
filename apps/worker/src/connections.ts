import { z } from "zod";

/** How a tenant reaches its platforms, as sealed in Postgres. */
export const connections = z.object({
  cliniko: z.object({
    apiKey: z.string().min(1),
    baseUrl: z.url().optional(),
    vendorName: z.string().min(1),
    vendorEmail: z.email(),
    /** Cliniko counts 200 a minute for each user as they arrive: a little less never meets the limit. */
    requestsPerMinute: z.number().int().min(10).default(190),
  }),
  dynamics: z.object({
    url: z.url(),
    tenantId: z.string().min(1),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1).optional(),
    certificate: z.object({ thumbprint: z.string(), privateKeyPem: z.string() }).optional(),
    authorityUrl: z.url().optional(),
    /** Service protection: 6,000 requests in 300 seconds for each user and web server. */
    requestsPerFiveMinutes: z.number().int().min(100).default(6_000),
  }),
  sharepoint: z.object({ siteUrl: z.url(), graphUrl: z.url().optional() }).nullable(),
});
export type Connections = z.infer<typeof connections>;
