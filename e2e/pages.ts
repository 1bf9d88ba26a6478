import type { Page } from "@playwright/test";
import type { Role } from "./fixtures.ts";
import type { Prepared } from "./places.ts";
import type { ExpectedFailure } from "./watched.ts";

/** A page as it is looked at, and by whom. */
export interface LookedAt {
  /** Names the page in test titles and file names. */
  readonly name: string;
  /** Null: nobody is signed in. */
  readonly role: Role | null;
  path(at: Prepared): string;
  /** What a person does to open a dialog over it. */
  opens?(page: Page): Promise<void>;
  /** The answer that makes the page what it is. */
  readonly fails?: ExpectedFailure;
  /** Whether docs/screens shows it. */
  readonly isShown?: true;
}

const step =
  (kind: "empty" | "full" | "takenBack", page = "") =>
  (at: Prepared) =>
    `/clinics/${at.clinic}/migrations/${at[kind]}${page === "" ? "" : `/${page}`}`;
const clinic = (page: string) => (at: Prepared) => `/clinics/${at.clinic}/${page}`;
const press = (name: string) => (page: Page) => page.getByRole("button", { name }).first().click();
/** Opens a record of the sample that was compared, with all its columns. */
const compare = async (page: Page) => {
  await page.getByRole("row", { name: "Equal" }).first().getByRole("button").click();
  await page.getByLabel("Show equal columns").check();
};

/** Every page of the product, with and without content. A new page is added here and nowhere else. */
export const pages: readonly LookedAt[] = [
  { name: "sign-in", role: null, path: () => "/sign-in" },
  { name: "invitation", role: null, path: (at) => at.invitation },
  { name: "invitation-incomplete", role: null, path: () => "/invitation" },
  { name: "not-found", role: null, path: () => "/nowhere", fails: { status: 404, path: /^\/nowhere$/ } },
  { name: "account", role: "clinic-admin", path: () => "/account" },
  { name: "migrations", role: "owner", path: () => "/", isShown: true },
  { name: "migrations-start", role: "owner", path: () => "/", opens: press("Start a migration") },
  { name: "migrations-of-nobody", role: "staff", path: () => "/" },
  { name: "staff", role: "staff", path: () => "/staff" },
  { name: "staff-clinics", role: "staff", path: () => "/staff?view=clinics" },
  { name: "messages", role: "owner", path: clinic("messages") },
  { name: "messages-read-only", role: "auditor", path: clinic("messages") },
  { name: "members", role: "owner", path: clinic("members") },
  { name: "members-invite", role: "owner", path: clinic("members"), opens: press("Invite") },
  { name: "members-read-only", role: "auditor", path: clinic("members") },
  { name: "log", role: "auditor", path: clinic("log") },
  {
    name: "log-not-allowed",
    role: "operator",
    path: clinic("log"),
    fails: { status: 403, path: /^\/api\/clinics\/[^/]+\/log/ },
  },
  { name: "overview-empty", role: "owner", path: step("empty") },
  { name: "overview", role: "clinic-admin", path: step("full"), isShown: true },
  { name: "cliniko-empty", role: "owner", path: step("empty", "cliniko") },
  { name: "cliniko", role: "clinic-admin", path: step("full", "cliniko") },
  { name: "cliniko-read-only", role: "auditor", path: step("empty", "cliniko") },
  { name: "dynamics-empty", role: "owner", path: step("empty", "dynamics") },
  { name: "dynamics", role: "dynamics-admin", path: step("full", "dynamics") },
  { name: "dynamics-read-only", role: "auditor", path: step("full", "dynamics") },
  { name: "audit-empty", role: "owner", path: step("empty", "audit") },
  { name: "audit", role: "clinic-admin", path: step("full", "audit"), isShown: true },
  { name: "audit-accept", role: "clinic-admin", path: step("full", "audit"), opens: press("Accept") },
  { name: "audit-fields", role: "auditor", path: step("full", "audit"), opens: press("Fields") },
  { name: "mapping-empty", role: "owner", path: step("empty", "mapping") },
  { name: "mapping", role: "clinic-admin", path: step("full", "mapping"), isShown: true },
  { name: "mapping-masked", role: "auditor", path: step("full", "mapping") },
  { name: "mapping-freeze", role: "owner", path: step("full", "mapping"), opens: press("Freeze the map") },
  { name: "mapping-keys", role: "auditor", path: step("full", "mapping"), opens: press("Keys") },
  { name: "mapping-versions", role: "owner", path: step("full", "mapping"), opens: press("Versions") },
  { name: "knowledge-clinic", role: "owner", path: clinic("knowledge") },
  { name: "knowledge-empty", role: "owner", path: step("empty", "knowledge") },
  { name: "knowledge", role: "clinic-admin", path: step("full", "knowledge"), isShown: true },
  { name: "knowledge-read-only", role: "auditor", path: step("full", "knowledge") },
  { name: "knowledge-forget", role: "owner", path: step("full", "knowledge"), opens: press("Forget everything") },
  { name: "plan-empty", role: "owner", path: step("empty", "plan") },
  { name: "plan", role: "dynamics-admin", path: step("full", "plan"), isShown: true },
  { name: "owners-empty", role: "owner", path: step("empty", "owners") },
  { name: "run-empty", role: "auditor", path: step("empty", "run") },
  { name: "run", role: "owner", path: step("takenBack", "run") },
  { name: "run-full", role: "owner", path: step("full", "run") },
  { name: "owners", role: "dynamics-admin", path: step("full", "owners"), isShown: true },
  { name: "sample-empty", role: "owner", path: step("empty", "sample") },
  { name: "sample", role: "clinic-admin", path: step("full", "sample"), isShown: true },
  { name: "sample-masked", role: "auditor", path: step("full", "sample?object=patient"), opens: compare },
  { name: "sample-record", role: "owner", path: step("full", "sample?object=patient"), opens: compare },
  {
    name: "sample-rehearse",
    role: "owner",
    path: step("takenBack", "sample"),
    opens: press("Rehearse the rollback"),
    // Its Dynamics is not there any more: links cannot be checked.
    fails: { status: 502, path: /\/sample\/checks$/ },
  },
  { name: "issues-empty", role: "owner", path: step("empty", "issues") },
  { name: "issues", role: "clinic-admin", path: step("full", "issues"), isShown: true },
  { name: "issues-accept", role: "owner", path: step("full", "issues"), opens: press("Accept with reason") },
  { name: "issue-records", role: "clinic-admin", path: (at) => at.issueRecords },
  { name: "records", role: "owner", path: step("full", "records") },
  { name: "record", role: "clinic-admin", path: (at) => at.record, isShown: true },
  { name: "record-masked", role: "auditor", path: (at) => at.record },
  { name: "delta-empty", role: "owner", path: step("empty", "delta") },
  { name: "delta", role: "auditor", path: step("full", "delta") },
  { name: "delta-conflicts", role: "clinic-admin", path: step("full", "delta") },
  { name: "delta-rule", role: "dynamics-admin", path: step("full", "delta"), opens: press("Always…") },
  { name: "log-values", role: "auditor", path: clinic("log?group=values") },
  { name: "log-trails", role: "auditor", path: clinic("log?part=runs") },
  { name: "rollback-empty", role: "owner", path: step("empty", "rollback") },
  { name: "rollback", role: "clinic-admin", path: step("full", "rollback") },
  { name: "rollback-read-only", role: "auditor", path: step("full", "rollback") },
  {
    name: "rollback-confirm",
    role: "owner",
    path: step("full", "rollback"),
    opens: (page) => page.getByRole("button", { name: "Roll back", exact: true }).click(),
  },
  { name: "rolled-back", role: "clinic-admin", path: step("takenBack", "rollback") },
  { name: "rolled-back-read-only", role: "auditor", path: step("takenBack", "rollback") },
  { name: "reports-empty", role: "owner", path: step("empty", "reports") },
  { name: "reports", role: "clinic-admin", path: step("full", "reports") },
  {
    name: "reports-not-allowed",
    role: "operator",
    path: step("full", "reports"),
    fails: { status: 403, path: /^\/api\/clinics\/[^/]+\/reports/ },
  },
  { name: "reconcile-empty", role: "owner", path: step("empty", "reconcile") },
  { name: "reconcile", role: "clinic-admin", path: step("full", "reconcile"), isShown: true },
  { name: "reconcile-findings", role: "clinic-admin", path: step("full", "reconcile"), opens: press("Show ") },
  { name: "reconcile-read-only", role: "auditor", path: step("full", "reconcile") },
];
