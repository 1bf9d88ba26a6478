import type { Permission } from "@flit/core/permissions";

/** What each permission lets people do. A new permission without words does not compile. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  "migration.read": "See migrations and where they stand",
  "migration.create": "Start a migration",
  "step.send": "Send a step to somebody",
  "cliniko.connect": "Connect Cliniko",
  "dynamics.connect": "Connect Dynamics 365 and SharePoint",
  "audit.run": "Run the audit",
  "inventory.read": "See what the account holds",
  "warning.accept": "Accept warnings",
  "map.read": "See the map",
  "map.decide": "Decide the map",
  "map.comment": "Comment on the map",
  "plan.read": "See the schema plan",
  "plan.approve": "Approve the schema plan",
  "plan.provision": "Have the schema created",
  "owners.read": "See owners",
  "owners.name": "Name owners",
  "sample.sign": "Sign off the sample",
  "run.control": "Start, pause and resume runs",
  "run.rollback": "Roll back",
  "values.reveal": "Reveal masked patient values (logged)",
  "log.read": "Read and export the log",
  "members.read": "See members",
  "members.manage": "Invite, change and remove members",
  "dashboard.read": "See all clinics",
};
