import { renameSync, writeFileSync } from "node:fs";
import { tenantRoles } from "@flit/core/permissions";
import { z } from "zod";

/** Where a started product can be reached and how: what a program needs that works with it as a person would. */
export const announced = z.object({
  url: z.url(),
  /** Of every demo person. */
  password: z.string(),
  people: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      clinic: z.string().nullable(),
      role: z.enum([...tenantRoles, "staff"]),
    }),
  ),
  /** Addresses and keys of the sandbox's platforms. */
  sandbox: z.object({
    cliniko: z.object({ apiKey: z.string(), baseUrl: z.url() }),
    dynamics: z.object({
      url: z.url(),
      tenantId: z.string(),
      clientId: z.string(),
      clientSecret: z.string(),
      authorityUrl: z.url(),
    }),
    sharepoint: z.object({ siteUrl: z.url(), graphUrl: z.url() }),
  }),
  /** Address at which the sandbox can be steered. */
  control: z.url(),
});
export type Announced = z.infer<typeof announced>;

/** Writes it for its owner only, and renames it into place: whoever waits for the file must not read half of it. */
export function announce(file: string, told: unknown): void {
  writeFileSync(`${file}.part`, JSON.stringify(announced.parse(told)), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}
