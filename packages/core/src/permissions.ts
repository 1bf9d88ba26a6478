import { unreachable } from "./unreachable.ts";

/** What a person is in a tenant. */
export const tenantRoles = ["owner", "clinic-admin", "dynamics-admin", "operator", "auditor"] as const;
export type TenantRole = (typeof tenantRoles)[number];

/** `staff` is FlitStack's own people: they work in no tenant and see no patient value. */
export type Role = TenantRole | "staff";

/** Roles as people read them. */
export const roleNames: Readonly<Record<Role, string>> = {
  owner: "Owner",
  "clinic-admin": "Clinic admin",
  "dynamics-admin": "Dynamics admin",
  operator: "Operator",
  auditor: "Auditor",
  staff: "FlitStack staff",
};

const everyone = ["owner", "clinic-admin", "dynamics-admin", "operator", "auditor", "staff"] as const;
const members = ["owner", "clinic-admin", "dynamics-admin", "operator", "auditor"] as const;
const deciders = ["owner", "clinic-admin", "dynamics-admin"] as const;

/** Who may do what: the one table that handlers, pages and tests read. What is not listed is not allowed. */
export const permissions = {
  "migration.read": everyone,
  "migration.create": ["owner", "clinic-admin"],
  "step.send": deciders,
  "cliniko.connect": ["owner", "clinic-admin"],
  "dynamics.connect": ["owner", "dynamics-admin"],
  "audit.run": ["owner", "clinic-admin", "dynamics-admin", "operator"],
  "inventory.read": members,
  "warning.accept": deciders,
  "map.read": members,
  "map.decide": deciders,
  "map.comment": members,
  "model.manage": ["owner", "clinic-admin"],
  "plan.read": members,
  "plan.approve": ["dynamics-admin"],
  "plan.provision": deciders,
  "owners.read": members,
  "owners.name": deciders,
  "sample.read": members,
  "sample.choose": ["owner", "clinic-admin", "dynamics-admin", "operator"],
  "sample.comment": members,
  "sample.sign": ["owner", "clinic-admin"],
  "run.control": ["owner", "clinic-admin", "operator", "staff"],
  "issues.read": everyone,
  "issues.accept": deciders,
  "records.read": members,
  "conflicts.decide": deciders,
  "cutover.tick": deciders,
  "reconcile.read": members,
  "proof.open": ["owner", "clinic-admin"],
  "run.rollback": ["owner", "clinic-admin"],
  "rollback.read": members,
  "report.read": ["owner", "clinic-admin", "dynamics-admin", "auditor"],
  "values.reveal": ["dynamics-admin"],
  "log.read": ["owner", "clinic-admin", "dynamics-admin", "auditor"],
  "messages.read": members,
  "messages.manage": ["owner", "clinic-admin"],
  "members.read": members,
  "members.manage": ["owner"],
  "dashboard.read": ["staff"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof permissions;

/** Whether a role may do this. */
export function isAllowed(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return allowed.includes(role);
}

/** The roles that may do this, in words: what a refused person is told. */
export function whoCan(permission: Permission): string {
  const names = permissions[permission].map((role) => roleNames[role]);
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
}

/** Whether a role may bring somebody in as another: only owners make owners, and nobody gives a view they do not have. */
export function mayInviteAs(role: Role, invited: TenantRole): boolean {
  if (role === "owner") return true;
  return (
    invited !== "owner" &&
    isAllowed(role, "step.send") &&
    views.indexOf(valueAccess(invited)) >= views.indexOf(valueAccess(role))
  );
}

/** How much of a patient's values a role sees: as they are, masked until revealed (which is logged), masked, or never. */
export type ValueAccess = "open" | "revealable" | "masked" | "never";

const views: readonly ValueAccess[] = ["open", "revealable", "masked", "never"];

export function valueAccess(role: Role): ValueAccess {
  switch (role) {
    case "owner":
    case "clinic-admin":
      return "open";
    case "dynamics-admin":
      return "revealable";
    case "operator":
    case "auditor":
      return "masked";
    case "staff":
      return "never";
    default:
      return unreachable(role);
  }
}
