import { z } from "zod";
import { clinicEndpoint } from "../../api/endpoint.ts";
import { inMigration } from "../clinics/endpoints.ts";

const none = z.object({});
const path = "/clinics/:clinic/migrations/:migration/owners" as const;
const cliniko = z.string().min(1).max(40);
const search = z.string().trim().max(100).default("");

/** Where a practitioner stands: has a user, points at one somebody has to confirm, has none, or is left without one. */
export const ownerGroups = ["matched", "confirm", "unresolved", "rows"] as const;
export type OwnerGroup = (typeof ownerGroups)[number];

/** A Dynamics user; `problem` says why they cannot own records. */
export const dynamicsUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  problem: z.enum(["disabled", "no-role"]).nullable(),
});
export type DynamicsUser = z.infer<typeof dynamicsUser>;

const records = z.object({ appointments: z.number(), notes: z.number(), invoices: z.number() });
export type OwnedRecords = z.infer<typeof records>;

export const ownerRow = z.object({
  practitioner: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  isActive: z.boolean(),
  records,
  group: z.enum(ownerGroups),
  how: z.enum(["email", "hint", "chosen", "unresolved"]),
  why: z.enum(["disabled", "no-role", "no-email", "no-match", "several-users"]).nullable(),
  user: dynamicsUser.nullable(),
  /** The user a hint points at, or the one who was found and cannot own records. */
  suggestion: dynamicsUser.nullable(),
});
export type OwnerRow = z.infer<typeof ownerRow>;

const group = z.object({ practitioners: z.number(), records: z.number() });

const ownersReply = z.object({
  /** Platforms that are not connected yet. */
  missing: z.array(z.string()).readonly(),
  /** Whether the account was read: without it there is nobody to match. */
  isRead: z.boolean(),
  /** Practitioners that were read from Cliniko and are still there. */
  practitioners: z.number(),
  match: z
    .object({ at: z.string(), eligible: z.number(), flagged: z.number(), unmatched: z.number(), open: z.number() })
    .nullable(),
  groups: z.object({ matched: group, confirm: group, unresolved: group, rows: group }),
  fallback: z.object({
    user: dynamicsUser.nullable(),
    problem: z.enum(["unnamed", "gone", "disabled", "no-role"]).nullable(),
  }),
  isSettled: z.boolean(),
  /** What was already loaded with the owners as they were: a change moves its records in the next delta. */
  loaded: z.enum(["sample", "run"]).nullable(),
  rows: z.array(ownerRow).readonly(),
  total: z.number(),
  /** Everybody the filter finds, this page and the others. */
  found: z.array(z.string()).readonly(),
});
export type OwnersReply = z.infer<typeof ownersReply>;

/** How owners stand, and a page of one group. */
export const readOwners = clinicEndpoint({
  method: "GET",
  path,
  permission: "owners.read",
  audit: { none: "practitioners and users are the clinic's own staff; no record of a patient" },
  params: inMigration.extend({
    group: z.enum(ownerGroups).default("unresolved"),
    search,
    people: z.enum(["all", "active", "former"]).default("all"),
    sort: z.enum(["records", "name"]).default("records"),
    page: z.coerce.number().int().min(0).max(10_000).default(0),
    size: z.coerce.number().int().min(1).max(500).default(50),
  }),
  body: none,
  reply: ownersReply,
});

/** Users of Dynamics as the last matching saw them, whom a search finds. */
export const findUsers = clinicEndpoint({
  method: "GET",
  path: `${path}/users`,
  permission: "owners.read",
  audit: { none: "the clinic's own staff" },
  params: inMigration.extend({ search, only: z.enum(["all", "flagged"]).default("all") }),
  body: none,
  reply: z.object({ users: z.array(dynamicsUser).readonly(), total: z.number() }),
});

/** Asks Dynamics for its users and matches everybody again. */
export const matchAgain = clinicEndpoint({
  method: "POST",
  path: `${path}/match`,
  permission: "owners.name",
  audit: "owners.matched",
  params: inMigration,
  body: none,
  reply: z.object({ practitioners: z.number(), open: z.number() }),
});

export const ownerChoice = z.object({
  practitioner: cliniko,
  choice: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("user"), user: z.uuid() }),
    /** No user: a practitioner row of their own, and their records go to the fallback owner. */
    z.object({ kind: z.literal("row") }),
    /** Back to what the match says. */
    z.object({ kind: z.literal("match") }),
  ]),
});
export type OwnerChoice = z.infer<typeof ownerChoice>;

/** Decides about any number of practitioners at once. */
export const chooseOwners = clinicEndpoint({
  method: "PUT",
  path,
  permission: "owners.name",
  audit: "owners.changed",
  params: inMigration,
  body: z.object({ choices: z.array(ownerChoice).min(1, "Choose at least one practitioner.").max(2_000).readonly() }),
  reply: z.object({
    /** The choices that bring back what was there. */
    undo: z.array(ownerChoice).readonly(),
  }),
});

export const setFallback = clinicEndpoint({
  method: "PUT",
  path: `${path}/fallback`,
  permission: "owners.name",
  audit: "owners.changed",
  params: inMigration,
  body: z.object({ user: z.uuid("Choose a user.") }),
  reply: none,
});

/** Everybody with how they were resolved, as a file. */
export const exportOwners = clinicEndpoint({
  method: "POST",
  path: `${path}/report`,
  permission: "owners.read",
  audit: "owners.exported",
  params: inMigration,
  body: z.object({ format: z.enum(["csv", "json"]) }),
  reply: null,
});

export const ownerEndpoints = { findUsers, matchAgain, setFallback, exportOwners, readOwners, chooseOwners };
