import { phases } from "@flit/core/journey";
import { tenantRoles } from "@flit/core/permissions";
import { z } from "zod";
import { clinicEndpoint, personEndpoint } from "../../api/endpoint.ts";

const none = z.object({});
export const inClinic = z.object({ clinic: z.uuid() });
export const inMigration = inClinic.extend({ migration: z.uuid() });

/** A migration as lists show it. */
export const migrationSummary = z.object({
  id: z.string(),
  name: z.string(),
  phase: z.enum(phases),
  /** What happens now, in a few words. */
  health: z.object({ tone: z.enum(["good", "warn", "bad", "info", "neutral", "busy"]), words: z.string() }),
  /** The next step and the role whose turn it is. */
  next: z.object({ page: z.string(), words: z.string(), whose: z.string() }),
});
export type MigrationSummary = z.infer<typeof migrationSummary>;

export const listMigrations = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/migrations",
  permission: "migration.read",
  audit: { none: "names and phases only" },
  params: inClinic,
  body: none,
  reply: z.object({ clinicName: z.string(), hasDemo: z.boolean(), migrations: z.array(migrationSummary) }),
});

export const createMigration = clinicEndpoint({
  method: "POST",
  path: "/clinics/:clinic/migrations",
  permission: "migration.create",
  audit: "migration.created",
  params: inClinic,
  body: z.object({ name: z.string().trim().min(1, "Give it a name.").max(120), isDemo: z.boolean() }),
  reply: z.object({ id: z.string() }),
});

/** Everything the overview and the frame around every page of a migration show. */
export const readMigration = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/migrations/:migration",
  permission: "migration.read",
  audit: { none: "counts and states only" },
  params: inMigration,
  body: none,
  reply: migrationSummary.extend({
    clinicName: z.string(),
    role: z.enum([...tenantRoles, "staff"]),
    steps: z.array(
      z.object({
        page: z.string(),
        title: z.string(),
        state: z.enum(["done", "now", "later", "blocked"]),
        words: z.string(),
      }),
    ),
  }),
});

/** Every clinic with its migrations, for FlitStack's own people: names and phases, no patient value. */
export const listAll = personEndpoint({
  method: "GET",
  path: "/staff/migrations",
  audit: { none: "names and phases only" },
  /** Clinics whose name holds the text, 20 a page. */
  params: z.object({ search: z.string().max(100).optional(), page: z.coerce.number().int().min(1).optional() }),
  body: none,
  reply: z.object({
    clinics: z.array(z.object({ id: z.string(), name: z.string(), migrations: z.array(migrationSummary) })),
    /** Clinics the search finds, on all pages. */
    total: z.number(),
    pages: z.number(),
  }),
});

/** Says when anything of a migration changes, as server-sent events. */
export const watchMigration = clinicEndpoint({
  method: "GET",
  path: "/clinics/:clinic/migrations/:migration/changes",
  permission: "migration.read",
  audit: { none: "says only that something changed" },
  params: inMigration,
  body: none,
  reply: null,
});

export const clinicEndpoints = { listMigrations, createMigration, readMigration, listAll, watchMigration };
